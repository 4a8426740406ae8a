# Powiadomienia, nieprzeczytane wpisy i wyszukiwanie w rozmowach.
notices-title = Powiadomienia
notices-unread =
    { $count ->
        [100] Powiadomienia, ponad 99 nieprzeczytanych
        [one] Powiadomienia, { $count } nieprzeczytane
        [few] Powiadomienia, { $count } nieprzeczytane
       *[many] Powiadomienia, { $count } nieprzeczytanych
    }
notices-all = Wszystkie powiadomienia
notices-filter = Które powiadomienia
notices-show-all = Wszystkie
notices-show-unread = Nieprzeczytane
notices-show-mentions = Wzmianki
notices-show-requests = Prośby
notices-none-all = Nie ma jeszcze powiadomień
notices-none-unread = Nie ma nieprzeczytanych powiadomień
notices-none-mentions = Nikt jeszcze o Tobie nie wspomniał
notices-none-requests = Nie ma próśb o dostęp
notices-all-read = Wszystkie powiadomienia są przeczytane
notice-unread = Nieprzeczytane
notice-mention =
    { $count ->
        [one] { $name } wspomina o Tobie
        [few] { $name } wspomina o Tobie; { $count } nowe wpisy
       *[many] { $name } wspomina o Tobie; { $count } nowych wpisów
    }
notice-taking-part =
    { $count ->
        [one] { $count } nowy wpis w wątku z Twoim udziałem
        [few] { $count } nowe wpisy w wątku z Twoim udziałem
       *[many] { $count } nowych wpisów w wątku z Twoim udziałem
    }
notice-assigned =
    { $count ->
        [one] Masz przydzielone zadanie
        [few] Masz przydzielone zadanie, { $count } nowe wpisy
       *[many] Masz przydzielone zadanie, { $count } nowych wpisów
    }
notice-following =
    { $count ->
        [one] { $count } nowy wpis w wątku, który obserwujesz
        [few] { $count } nowe wpisy w wątku, który obserwujesz
       *[many] { $count } nowych wpisów w wątku, który obserwujesz
    }
notice-request = { $name } prosi o dostęp
notice-granted = Masz już dostęp
notice-declined = Odmówiono Ci dostępu
unread-mark-all = Oznacz wszystko jako przeczytane
lines-load-more = Pokaż więcej

# Prośby o dostęp.
request-grant = Daj dostęp
request-grant-to = Daj dostęp: { $name }
request-decline = Odmów
request-decline-to = Odmów dostępu: { $name }
request-granted = Dano dostęp
request-declined = Odmówiono
request-granted-to = Dano dostęp: { $name }
request-declined-to = Odmówiono dostępu: { $name }
request-gone = Na tę prośbę ktoś już odpowiedział albo została wycofana.
request-ask = Poproś o dostęp
request-sentence = Po co Ci dostęp (nieobowiązkowe)
request-sentence-help = Przeczytają to opiekun i administratorzy razem z prośbą.
request-asked = Prośba o dostęp jest wysłana. Gdy ktoś na nią odpowie, dostaniesz powiadomienie.

# Nieprzeczytane wpisy ze wszystkich przestrzeni.
nav-catch-up = Nadrób
nav-unread-spaces =
    { $count ->
        [one] { $count } przestrzeń z nieprzeczytanymi wątkami
        [few] { $count } przestrzenie z nieprzeczytanymi wątkami
       *[many] { $count } przestrzeni z nieprzeczytanymi wątkami
    }
catch-up-title = Do nadrobienia
catch-up-nothing = Wszystko przeczytane
catch-up-topics =
    { $count ->
        [one] { $count } wątek z nieprzeczytanymi wpisami
        [few] { $count } wątki z nieprzeczytanymi wpisami
       *[many] { $count } wątków z nieprzeczytanymi wpisami
    }
catch-up-more = To jeszcze nie wszystko. Kolejne wpisy pojawią się, gdy oznaczysz te jako przeczytane.
catch-up-marked = Oznaczono jako przeczytane
catch-up-left =
    { $count ->
        [one] Jeszcze { $count } wpis
        [few] Jeszcze { $count } wpisy
       *[many] Jeszcze { $count } wpisów
    }
catch-up-edited = edytowano
catch-up-deleted = Ten wpis usunięto.

# Wyszukiwanie w rozmowach.
found-title = Szukaj w rozmowach
found-search = Słowa
found-space = Przestrzeń
found-author = Kto napisał
found-from = Od
found-to = Do
found-first = Tylko wpisy, które zaczynają wątek
found-submit = Szukaj
found-type = Wpisz słowo, aby przeszukać wpisy, tytuły i wyniki, albo wybierz filtr
found-results = Znalezione wpisy
found-nothing = Nie ma takiego wpisu
found-nothing-help = We wpisie muszą być wszystkie słowa albo słowa, które się tak zaczynają. Wpisz mniej słów lub usuń filtr.
found-outcome = Wynik:
found-in-conversations = W rozmowach
found-all = Wszystkie z rozmów

# O czym powiadamiać.
notify-all-spaces = O czym mnie powiadamiać
notify-everything = O wszystkim
notify-everything-means = Każdy nowy wpis w każdej przestrzeni, którą możesz otworzyć.
notify-taking-part = O tym, w czym biorę udział
notify-taking-part-means = Nowe wpisy w wątkach, w których piszesz, i wzmianki o Tobie.
notify-mentions = O wzmiankach
notify-mentions-means = Tylko wpisy, które o Tobie wspominają.
notify-nothing = O niczym
notify-nothing-means = Żadnych powiadomień o wpisach. Prośby o dostęp nadal do Ciebie dotrą.
notify-saved = Zapisano. Przestrzenie i wątki z własnym poziomem go zachowują.
browser-notifications = Powiadomienia w przeglądarce
browser-notifications-help = Pokazuje je ta przeglądarka, gdy Spaces jest otwarte w karcie, a Ty patrzysz gdzie indziej.
browser-notifications-refused = Ta przeglądarka odrzuca powiadomienia ze Spaces. Zezwól na nie w ustawieniach przeglądarki dla tej strony.
browser-notifications-unavailable = Ta przeglądarka nie oferuje tu powiadomień. Wymagają połączenia przez HTTPS.
