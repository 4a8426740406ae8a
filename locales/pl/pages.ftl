# Strony: wątki, których pierwszy wpis jest dokumentem.
page-title-field = Tytuł
page-document = Dokument
page-written-by = Autor: { $name },
page-edited-by = Ostatnia zmiana: { $name },
page-edit = Zmień
page-edit-field = Zmień stronę
page-saved = Strona zapisana
page-contents = Spis treści
page-comments = Komentarze
page-put = Wstaw do strony
page-was-put = Wstawiono do strony
page-conflict = W międzyczasie tę stronę zapisał ktoś inny: { $name }
conflict-merge = Połącz oba

# Wersje strony.
page-one-version = Ta strona ma tylko pierwszą wersję.
page-compare-older = Wersja
page-compare-newer = W porównaniu z
page-difference = Różnica
page-difference-none = Te wersje mają ten sam tekst.
page-difference-deleted = Usunięto:
page-difference-inserted = Dodano:
page-difference-skipped =
    { $count ->
        [one] { $count } wiersz bez zmian
        [few] { $count } wiersze bez zmian
       *[many] { $count } wierszy bez zmian
    }
page-restore = Przywróć wersję { $version }
page-restored = Wersja przywrócona

# Ponowne sprawdzanie strony.
page-check = Sprawdź ponownie…
page-check-title = Sprawdź tę stronę ponownie
page-check-field = Dnia
page-check-help = Tego dnia obserwujący stronę dostaną powiadomienie.
page-check-never = Już nie
page-check-saved = Dzień sprawdzenia zapisany
page-check-on = Sprawdź ponownie: { $day }
page-check-due = Do ponownego sprawdzenia od: { $day }
page-checked = Sprawdzone
page-checked-title = Strona jest sprawdzona
page-checked-saved = Oznaczono jako sprawdzone
page-checked-by = Sprawdza: { $name },
