# Słowa produktu, używane wszędzie.
spaces-count =
    { $count ->
        [one] { $count } przestrzeń
        [few] { $count } przestrzenie
       *[many] { $count } przestrzeni
    }
visibility-public = Publiczna
visibility-private = Niepubliczna
visibility-hidden = Ukryta
role-administrator = Administrator
role-user = Użytkownik
owner = Opiekun
members = Uczestnicy
hue-teal = Morski
hue-blue = Niebieski
hue-indigo = Indygo
hue-violet = Fioletowy
hue-pink = Różowy
hue-red = Czerwony
hue-orange = Pomarańczowy
hue-amber = Bursztynowy
hue-green = Zielony
hue-grey = Szary
