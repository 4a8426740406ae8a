# Lista przestrzeni jako plik.
export = Eksport
export-csv = Tekst (.csv)
export-xlsx = Excel (.xlsx)
export-ods = OpenDocument (.ods)
# Nazwa pliku; same zwykłe litery.
export-file-name = przestrzenie
export-sheet = Przestrzenie
export-column-created = Utworzono
export-column-activity = Ostatnia aktywność
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
