# Słowa samych komponentów.
close = Zamknij
cancel = Anuluj
undo = Cofnij
try-again = Spróbuj ponownie
loading = Wczytywanie
remove-named = Usuń { $name }
add-named = Dodaj „{ $name }”
progress = { $done } z { $total }
visibility = Widoczność
visibility-public-means = Widzi ją i może otworzyć każdy na koncie
visibility-private-means = Każdy widzi jej nazwę, otworzą ją tylko osoby wymienione niżej
visibility-hidden-means = O jej istnieniu wiedzą tylko osoby wymienione niżej
person-deactivated = { $name } (konto wyłączone)
just-now = przed chwilą
minutes-ago =
    { $count ->
        [one] { $count } minutę temu
        [few] { $count } minuty temu
       *[many] { $count } minut temu
    }
hours-ago =
    { $count ->
        [one] { $count } godzinę temu
        [few] { $count } godziny temu
       *[many] { $count } godzin temu
    }
yesterday = wczoraj
days-ago =
    { $count ->
        [one] { $count } dzień temu
        [few] { $count } dni temu
       *[many] { $count } dni temu
    }
month-1 = sty
month-2 = lut
month-3 = mar
month-4 = kwi
month-5 = maj
month-6 = cze
month-7 = lip
month-8 = sie
month-9 = wrz
month-10 = paź
month-11 = lis
month-12 = gru
draft-restored = Przywrócono szkic
draft-discard = Odrzuć
page-incomplete = Nie udało się wczytać części plików tej strony, dlatego jej przyciski jeszcze nie działają. Sprawdź połączenie i spróbuj ponownie.
failed-title = Nie udało się wczytać strony
