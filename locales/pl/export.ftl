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
