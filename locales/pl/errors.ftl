# Co się stało i co zrobić.
not-found-title = Nic tu nie ma
error-title = To się nie udało
error-back = Wróć
error-not-found = Ta strona nie istnieje albo nie masz do niej dostępu. Sprawdź adres lub zapytaj osobę, od której masz link.
error-not-allowed = Nie możesz tego zrobić. Może to zrobić opiekun lub administrator.
error-signed-out = Sesja wygasła. Zaloguj się ponownie, aby pracować dalej.
error-invalid = Coś się tu jeszcze nie zgadza. Sprawdź zaznaczone pola.
error-conflict = W międzyczasie zmienił to ktoś inny. Zobacz, jak jest teraz, i zapisz ponownie.
error-conflict-named = W międzyczasie zmienił to ktoś inny. Teraz jest: „{ $name }”.
error-conflict-undo = Nie można już tego cofnąć, bo od tego czasu coś się zmieniło.
error-too-large = To więcej, niż można wysłać naraz. Wyślij mniej.
error-malformed = Serwer nie odczytał tego żądania. Odśwież stronę i spróbuj ponownie.
error-too-many-tries =
    { $seconds ->
        [one] Za dużo prób. Odczekaj { $seconds } sekundę i spróbuj ponownie.
        [few] Za dużo prób. Odczekaj { $seconds } sekundy i spróbuj ponownie.
       *[many] Za dużo prób. Odczekaj { $seconds } sekund i spróbuj ponownie.
    }
error-busy =
    { $seconds ->
        [one] Serwer jest zajęty. Nic się nie zmieniło, spróbuj ponownie za { $seconds } sekundę.
        [few] Serwer jest zajęty. Nic się nie zmieniło, spróbuj ponownie za { $seconds } sekundy.
       *[many] Serwer jest zajęty. Nic się nie zmieniło, spróbuj ponownie za { $seconds } sekund.
    }
error-unavailable = Serwer nie może teraz tego zrobić. Nic się nie zmieniło, spróbuj za chwilę.
error-offline = Serwer nie odpowiada. Sprawdź połączenie i spróbuj ponownie.
reason-required = Wypełnij to pole.
reason-too-long =
    { $max ->
        [one] Zmieści się tu najwyżej { $max } znak.
        [few] Zmieszczą się tu najwyżej { $max } znaki.
       *[many] Zmieści się tu najwyżej { $max } znaków.
    }
reason-too-short =
    { $min ->
        [one] Potrzebny jest co najmniej { $min } znak.
        [few] Potrzebne są co najmniej { $min } znaki.
       *[many] Potrzeba co najmniej { $min } znaków.
    }
reason-too-many = Zmieści się tu najwyżej { $max }.
reason-malformed = Tego nie da się odczytać. Przykłady: 1234,56, 2026-03-31, imie@firma.pl, https://firma.pl.
reason-too-many-digits = Najwyżej sześć miejsc po przecinku, do 9 000 000 000 000.
reason-taken = To jest już zajęte. Wybierz coś innego.
reason-unknown = Nie ma „{ $value }”.
reason-ambiguous = „{ $value }” pasuje do kilku pozycji. Wskaż właściwą.
reason-not-offered = Na tym koncie nie używa się tego poziomu. Wybierz inny.
reason-deactivated = Konto tej osoby jest wyłączone.
reason-wrong-password = To nie jest właściwe hasło.
reason-last-administrator = Konto musi mieć administratora. Najpierw nadaj tę rolę komuś innemu.
reason-not-allowed = Nie możesz tego wybrać. Może to zrobić opiekun lub administrator.
