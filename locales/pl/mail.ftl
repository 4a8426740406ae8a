# E-maile.
mail-sent-by = Wysłane przez Spaces
mail-stop = Nie wysyłaj e-maili tego rodzaju
mail-test-subject = Spaces może wysyłać e-maile
mail-test-text = To wiadomość próbna Twojego serwera Spaces. Nie trzeba nic robić.
mail-link-once = Odnośnik działa jeden raz. Jeśli już nie działa, poproś administratora swojego konta o nowy.
mail-invitation-subject = Zaproszenie do Spaces
mail-invitation-text = { $name }, administrator zaprasza Cię do Spaces, gdzie Twoja firma prowadzi rozmowy, dzieli się plikami i realizuje projekty. Twój login to { $email }.
mail-invitation-action = Wybierz hasło i dołącz
mail-new-password-subject = Twój odnośnik do nowego hasła
mail-new-password-text = { $name }, dzięki odnośnikowi od administratora możesz wybrać nowe hasło dla { $email }. Do tego czasu działa dotychczasowe.
mail-new-password-action = Wybierz nowe hasło
mail-mention-subject = { $author } wspomina o Tobie: { $topic }
mail-mention-text = { $author } wspomina o Tobie w wątku „{ $topic }” w przestrzeni „{ $space }”.
mail-mention-action = Otwórz wpis
mail-request-subject = { $author } prosi o dostęp: { $space }
mail-request-text = { $author } prosi o dostęp do przestrzeni „{ $space }”.
mail-request-action = Przyznaj lub odmów
mail-check-subject = Sprawdź ponownie: { $page }
mail-check-text = Stronę „{ $page }” w przestrzeni „{ $space }” trzeba sprawdzić ponownie, termin: { $day }. Termin ustala: { $author }.
mail-check-action = Otwórz stronę
mail-digest-subject =
    { $count ->
        [one] { $count } wątek z czymś nowym
        [few] { $count } wątki z czymś nowym
       *[many] { $count } wątków z czymś nowym
    }
mail-digest-text = To jeszcze przed Tobą.
mail-digest-outcome = Wynik: { $outcome }
mail-digest-unread =
    { $count ->
        [one] { $count } nieprzeczytany wpis
        [few] { $count } nieprzeczytane wpisy
       *[many] { $count } nieprzeczytanych wpisów
    }

# Strona, która wyłącza rodzaj e-maili.
unsubscribe-title = Nie wysyłać tych e-maili?
unsubscribe-ask = Nie dostaniesz więcej tych e-maili: { $kind }. W Spaces nadal zobaczysz wszystko.
unsubscribe-stop = Nie wysyłaj
unsubscribe-done-title = Wyłączono
unsubscribe-done = Nie dostaniesz więcej tych e-maili: { $kind }. Możesz je włączyć w swoich ustawieniach.
unsubscribe-settings = Do moich ustawień
unsubscribe-mention = wzmianki o Tobie
unsubscribe-request = prośby o dostęp
unsubscribe-check = strony do ponownego sprawdzenia
unsubscribe-digest = podsumowanie tego, co nieprzeczytane

# Własne ustawienia e-maili.
profile-mail = E-maile
profile-mail-help = Na adres { $email }, tylko o tym, co jeszcze nieprzeczytane.
profile-mail-mentions = Od razu, gdy ktoś o Tobie wspomni
profile-mail-requests = Od razu, gdy ktoś prosi o dostęp, który możesz dać
profile-mail-checks = Gdy obserwowana strona jest do ponownego sprawdzenia
profile-mail-digest = Podsumowanie tego, co nieprzeczytane
profile-mail-digest-off = Nigdy
profile-mail-digest-hourly = Co godzinę
profile-mail-digest-daily = Codziennie
profile-mail-time = Godzina podsumowania
profile-mail-time-help = W Twojej strefie czasowej.
profile-mail-save = Zapisz ustawienia e-maili
profile-mail-saved = Ustawienia e-maili zapisano.
users-link-mailed = { $name } dostanie odnośnik także e-mailem. Gdy jeden z nich zostanie użyty, drugi przestanie działać.
