# Lista przestrzeni jako plik.
export = Eksport
export-csv = Tekst (.csv)
export-xlsx = Excel (.xlsx)
export-ods = OpenDocument (.ods)
export-shown-columns = Tylko pokazane kolumny
export-format = Plik
export-ticked =
    { $count ->
        [one] W pliku będzie { $count } przestrzeń.
        [few] W pliku będą { $count } przestrzenie.
        [many] W pliku będzie { $count } przestrzeni.
       *[other] W pliku będzie { $count } przestrzeni.
    }
export-all-matching = W pliku będą wszystkie pasujące przestrzenie.
# Nazwa pliku; same zwykłe litery.
export-file-name = przestrzenie
export-sheet = Przestrzenie
# Co plik z eksportu ma prócz tego, co się wpisuje.
import-target-id = ID przestrzeni
import-target-version = Wersja przestrzeni
# Plik, który wraca.
import-before = teraz: { $value }
import-changed-since = Zmieniona od czasu eksportu
import-no-such-space = Nie ma takiej przestrzeni
import-row-unchanged = Bez zmian
import-count-unchanged = bez zmian: { $count }
import-count-changed-since = zmienione od czasu eksportu: { $count }
