# Ustawienia konta.
settings-title = Ustawienia konta
settings-profile = Profil
settings-users = Użytkownicy
settings-import = Import
settings-trash = Kosz
settings-save = Zapisz
settings-cancel = Anuluj

# Użytkownicy.
users-invite = Zaproś użytkownika
users-invite-submit = Utwórz odnośnik
users-name = Imię i nazwisko
users-email = E-mail
users-role = Rola
users-role-help = Administratorzy zapraszają ludzi, zmieniają ustawienia konta i mogą otworzyć każdą przestrzeń.
users-role-administrator = Administrator
users-role-user = Użytkownik
users-status = Stan
users-status-invited = Zaproszenie czeka
users-status-active = Konto aktywne
users-status-deactivated = Konto wyłączone
users-last-seen = Ostatnio
users-never-seen = Nigdy
users-you = (Ty)
users-actions = Działania
users-actions-of = Działania: { $name }
users-make-administrator = Ustaw jako administratora
users-make-user = Ustaw jako użytkownika
users-role-changed = Zmieniono rolę: { $name }.
users-new-link = Nowy odnośnik
users-link-title = Odnośnik jednorazowy
users-link = Odnośnik
users-link-help = Przekaż ten odnośnik osobie: { $name }. Działa jeden raz i widać go tylko tutaj.
users-copy-link = Kopiuj odnośnik
users-link-copied = Odnośnik skopiowano.
users-link-not-copied = Przeglądarka nie pozwoliła na kopiowanie. Odnośnik jest zaznaczony: naciśnij Ctrl+C.
users-deactivate = Wyłącz konto
users-deactivate-title = Wyłączyć konto: { $name }?
users-deactivate-help = Ta osoba zostanie od razu wylogowana i niczego więcej nie otworzy. Jej nazwisko zostanie tam, gdzie działała.
users-hand-over-help =
    { $count ->
        [one] Ta osoba jest opiekunem { $count } przestrzeni. Wybierz, kto ją przejmie.
        [few] Ta osoba jest opiekunem { $count } przestrzeni. Wybierz, kto je przejmie.
       *[many] Ta osoba jest opiekunem { $count } przestrzeni. Wybierz, kto je przejmie.
    }
users-heir = Nowy opiekun
users-deactivated = Wyłączono konto: { $name }.
users-activate = Włącz konto
users-activated = { $name } może się znów zalogować.
users-no-access = Użytkowników widzą tylko administratorzy
users-no-access-help = Poproś administratora swojego konta, aby kogoś zaprosił lub zmienił rolę.

# Własne ustawienia.
profile-saved = Ustawienia zapisano.
profile-theme = Motyw
profile-theme-system = Jak w urządzeniu
profile-theme-light = Jasny
profile-theme-dark = Ciemny
profile-time-zone = Strefa czasowa
profile-compact-rows = Niskie wiersze na listach
profile-shortcuts = Skróty jednym klawiszem
profile-shortcuts-help = Na przykład c otwiera szybkie dodawanie, a / wyszukiwanie. Nigdy nie działają podczas pisania.
profile-password = Hasło
profile-password-current = Obecne hasło
profile-password-new = Nowe hasło
profile-password-change = Zmień hasło
profile-password-changed = Hasło zmieniono. Wszędzie indziej nastąpiło wylogowanie.
profile-sessions = Sesje
profile-sessions-help = Jeśli na którymś komputerze sesja nadal trwa, zakończ wszystkie sesje i zaloguj się tu ponownie.
profile-sign-out-everywhere = Wyloguj wszędzie
profile-sign-out-title = Wylogować wszędzie?
profile-sign-out-text = Nastąpi wylogowanie we wszystkich przeglądarkach i urządzeniach, także tutaj.

# Kosz.
trash-help = Usunięte przestrzenie zostają tu przez 30 dni. Do tego czasu można je przywrócić z całą zawartością.
trash-empty = Kosz jest pusty
trash-empty-help = Usunięta przestrzeń czeka tutaj 30 dni.
trash-name = Nazwa
trash-visibility = Widoczność
trash-owner = Opiekun
trash-deleted = Usunięto
trash-gone = Zniknie
trash-restore = Przywróć
trash-restore-name = Przywróć: { $name }
trash-restored = Przywrócono: { $name }.
trash-pages = Strony kosza
trash-previous = Poprzednia
trash-next = Następna
