# O czym decydują administratorzy konta.
account-no-access = Tę stronę mogą otworzyć tylko administratorzy
account-no-access-help = Zwróć się do administratora swojego konta.
to-start = Do pierwszej strony

# Dodatki.
settings-add-ons = Integracje i dodatki
add-ons-lead = Części produktu, których używa Twoje konto. Wyłączenie ukrywa dodatek przed wszystkimi i niczego nie usuwa.
add-on-spaces = Przestrzenie
add-on-spaces-about = Miejsca pracy, każde wokół jednego tematu: do rozmowy, do wymiany plików i linków, do prowadzenia projektu.
add-on-spaces-enable = Włącz obsługę Przestrzeni
add-on-spaces-on = Przestrzenie są włączone dla wszystkich na koncie.
add-on-spaces-off = Przestrzenie są wyłączone: ich strony, wyszukiwanie i szybkie dodawanie zniknęły dla wszystkich. Zawartość przestrzeni jest zachowana i wróci po włączeniu.
add-on-spaces-is-off = Przestrzenie są wyłączone
add-on-off-why = Administrator wyłączył ten dodatek, więc jego strony nie istnieją dla nikogo. Niczego w nim nie usunięto. Ten powód widzą tylko administratorzy.
