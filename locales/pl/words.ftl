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

# What a space is for.
preset = Przeznaczenie
preset-question = Do czego ma służyć?
preset-none = Do wszystkiego
preset-none-means = Niczego nie przygotowano z góry.
preset-discussion = Dyskusja
preset-discussion-means = Nowe wątki są rozmowami.
preset-knowledge = Wiedza
preset-knowledge-means = Nowe wątki są stronami, które redaguje kilka osób.
preset-trainings = Szkolenia
preset-trainings-means = Nowe wątki są propozycjami, przy których każdy mówi, czy weźmie udział.
preset-ideas = Pomysły
preset-ideas-means = Nowe wątki są pomysłami, na które się głosuje.
preset-links = Linki
preset-links-means = Nowe wątki są linkami do artykułów i stron.
preset-project = Projekt
preset-project-means = Nowe wątki są zadaniami.
list-column-preset = Przeznaczenie
space-edited-preset = przeznaczenie
