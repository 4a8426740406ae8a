# Panel z przesyłanymi plikami.
uploads = Przesyłanie
uploads-toggle = Pokaż lub ukryj listę
uploads-list = Lista przesyłanych plików
uploads-progress = Postęp wszystkich plików
uploads-summary =
    { $count ->
        [one] { $done } z { $count } pliku
       *[many] { $done } z { $count } plików
    }
uploads-all-done =
    { $count ->
        [one] Przesłano { $count } plik
        [few] Przesłano { $count } pliki
       *[many] Przesłano { $count } plików
    }
uploads-stopped =
    { $count ->
        [one] { $count } plik się zatrzymał
        [few] { $count } pliki się zatrzymały
       *[many] { $count } plików się zatrzymało
    }
uploads-more =
    { $count ->
        [one] i jeszcze { $count } plik
        [few] i jeszcze { $count } pliki
       *[many] i jeszcze { $count } plików
    }
uploads-choose-again = Wybierz pliki jeszcze raz
uploads-pause-all = Wstrzymaj wszystkie
uploads-resume-all = Wznów wszystkie
uploads-cancel-all = Anuluj wszystkie
uploads-too-many = Naraz można dodać najwyżej { $max } plików. Pozostałe pominięto.

# Przesyłany plik.
upload-waiting = Czeka
upload-reading = Sprawdzanie: { $percent } % z { $size }
upload-sending = { $percent } %, { $sent } z { $size }
upload-retrying = Serwer nie odpowiada. Kolejna próba nastąpi sama.
upload-paused = Wstrzymano przy { $percent } % z { $size }
upload-signed-out = Sesja się skończyła. Zaloguj się, aby kontynuować.
upload-no-room = Na serwerze nie ma miejsca. Administrator może je zwolnić.
upload-asks = Pozwól przeglądarce odczytać plik, aby kontynuować.
upload-choose-again = Wybierz plik jeszcze raz, aby kontynuować.
upload-done = Przesłano, { $size }
upload-not-found = Miejsce na ten plik nie istnieje albo nie masz do niego dostępu.
upload-too-large = Plik jest większy, niż pozwala administrator.
upload-larger-than = Plik jest większy niż { $size }, a więcej administrator nie pozwala.
upload-too-deep = Plik jest głębiej niż w { $max } folderach. Przenieś go wyżej i dodaj jeszcze raz.
upload-too-many-files = Można dołączyć najwyżej { $max } plików.
upload-unreadable = Nie można odczytać pliku. Został przeniesiony albo zmieniony: dodaj go jeszcze raz.
upload-damaged = Plik za każdym razem dociera uszkodzony. Sprawdź sieć i spróbuj ponownie.
upload-other-file = To inny plik albo został zmieniony. Wybierz ten o tej samej nazwie, rozmiarze i dacie.
upload-pause = Wstrzymaj
upload-resume = Wznów
upload-choose = Wybierz plik jeszcze raz
upload-allow = Kontynuuj
upload-remove = Usuń

# Upuszczanie plików na stronę.
drop-into-library = Upuść pliki, aby dodać je do biblioteki
drop-into-folder = Upuść pliki, aby dodać je do folderu { $folder }
drop-into-reply = Upuść pliki, aby dołączyć je do odpowiedzi
drop-into-post = Upuść pliki, aby dołączyć je do wpisu
drop-into-note = Upuść pliki, aby dołączyć je do notatki

# Pliki w polu, w którym pisze się wpisy.
writing-attach = Dołącz pliki
writing-attached = Dołączone pliki
writing-attached-remove = Usuń { $name }
writing-screenshot = Zrzut ekranu { $time }
writing-wait-for-files =
    { $count ->
        [one] Poczekaj na { $count } plik
        [few] Poczekaj na { $count } pliki
       *[many] Poczekaj na { $count } plików
    }
writing-wait-reason = Wpis można wysłać, gdy jego pliki będą przesłane albo usunięte.
