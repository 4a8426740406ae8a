# Strony przed zalogowaniem.
entry-name = Imię i nazwisko
entry-email = E-mail
entry-password = Hasło
entry-password-help =
    { $min ->
        [one] Co najmniej { $min } znak. Zdanie z kilku słów łatwo zapamiętać, a trudno odgadnąć.
        [few] Co najmniej { $min } znaki. Zdanie z kilku słów łatwo zapamiętać, a trudno odgadnąć.
       *[many] Co najmniej { $min } znaków. Zdanie z kilku słów łatwo zapamiętać, a trudno odgadnąć.
    }
entry-language = Język
entry-wrong-pair = E-mail lub hasło się nie zgadza. Sprawdź oba i spróbuj ponownie.
entry-wrong-wait = Zbyt wiele prób. Odczekaj kilka minut i spróbuj ponownie.
entry-wrong-used = Ten odnośnik już nie działa. Poproś administratora o nowy.
entry-wrong-name =
    { $max ->
        [one] Wpisz imię i nazwisko, najwyżej { $max } znak.
        [few] Wpisz imię i nazwisko, najwyżej { $max } znaki.
       *[many] Wpisz imię i nazwisko, najwyżej { $max } znaków.
    }
entry-wrong-email = To nie jest adres e-mail. Wpisz adres taki jak anna@example.com.
entry-wrong-password =
    { $min ->
        [one] Wybierz hasło, które ma co najmniej { $min } znak.
        [few] Wybierz hasło, które ma co najmniej { $min } znaki.
       *[many] Wybierz hasło, które ma co najmniej { $min } znaków.
    }
entry-wrong-taken = Ktoś na tym koncie ma już ten adres e-mail.
entry-wrong-other = Nie udało się. Spróbuj ponownie.

sign-in-title = Zaloguj się do Spaces
sign-in = Zaloguj się
sign-in-help = Nie pamiętasz hasła? Administrator Twojego konta może dać Ci nowy odnośnik.

setup-title = Utwórz pierwszego administratora
setup-help = Potem będzie można zaprosić kolejne osoby.
setup-create = Utwórz konto
setup-used = Ten odnośnik już nie działa.
setup-needs-link = Aby konta nie przejął nikt obcy, do konfiguracji potrzebny jest odnośnik, który serwer wypisał przy starcie. Skopiuj go z terminala lub dziennika i otwórz tutaj.

join-title = Wybierz hasło
join-help = Odnośnik z paska adresu działa jeden raz. Hasło znasz tylko Ty, administratorzy go nie widzą.
join-save = Zapisz i zaloguj się
join-to-sign-in = Przejdź do logowania
