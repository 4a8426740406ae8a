# Pola dodatkowe: słowa używane wszędzie, gdzie się pojawiają.
field-kind-short-text = Krótki tekst
field-kind-long-text = Długi tekst
field-kind-number = Liczba
field-kind-money = Kwota
field-kind-date = Data
field-kind-yes-no = Tak lub nie
field-kind-one-choice = Jeden wybór
field-kind-several-choices = Kilka wyborów
field-kind-link = Link
field-kind-email = E-mail
field-kind-phone = Telefon
field-kind-person = Osoba
field-no-value = –
field-yes = Tak
field-no = Nie
field-required-help = Wymagane.
field-currency-help = Kwota w walucie { $currency }.
field-gone = W międzyczasie usunięto pole dodatkowe. Wczytaj stronę ponownie; wpisany tekst zostanie zachowany.

# Filtrowanie i sortowanie listy.
field-filter = Pola dodatkowe
field-filter-field = Pole dodatkowe
field-test = Warunek
field-test-is = ma wartość
field-test-filled = jest wypełnione
field-test-blank = jest puste
field-test-value = Wartość
field-test-words = Słowa
field-test-from = Od
field-test-to = Do
field-sort = Sortuj według pola dodatkowego
field-sort-descending = Od największych
field-pill-gone = Pole, którego już nie ma
field-pill-choice-gone = wybór, którego już nie ma
field-filter-gone = Filtr tej listy wskazuje pole lub wybór, których już nie ma: może brakować wierszy.
field-filter-gone-take-off = Usuń filtr
field-pill-from = od { $value }
field-pill-to = do { $value }

# Operacja na liście.
operation-set-field = Ustaw pole dodatkowe
field-new-value = Nowa wartość
field-new-value-help = Jeśli zostanie puste, pole w zaznaczonych przestrzeniach zostanie opróżnione.
field-none-yet = Nie ma jeszcze pól dodatkowych. Administratorzy dodają je w ustawieniach konta.

# Ustawienia konta.
settings-fields = Pola dodatkowe
fields-title = Pola dodatkowe przestrzeni
fields-lead = Pola dodane tutaj są w formularzu każdej przestrzeni i na jej stronie. Przeciągnij je w żądanej kolejności albo użyj strzałek.
fields-add = Dodaj pole
fields-none = Nie ma jeszcze pól dodatkowych
fields-none-help = Dodaj pole na to, co Twoja firma chce wiedzieć o każdej przestrzeni, na przykład budżet, termin lub etap.
fields-no-access = Pola dodatkowe zmieniają tylko administratorzy
fields-no-access-help = O dodanie lub zmianę pola poproś administratora konta.
fields-dialog-title = Pole dodatkowe
fields-label = Etykieta
fields-type = Typ
fields-currency = Waluta
fields-currency-help = Trzy litery, na przykład PLN lub EUR.
fields-required = Wymagane
fields-help = Tekst pomocy
fields-help-help = Pojawia się pod polem.
fields-section = Sekcja
fields-section-help = Pola z tą samą sekcją stoją razem pod tym nagłówkiem.
fields-default = Wartość domyślna
fields-choices = Wybory
fields-choice = Wybór { $number }
fields-choice-add = Dodaj wybór
fields-choice-up = Przesuń wybór { $number } w górę
fields-choice-remove = Usuń wybór { $number }
fields-save = Zapisz
fields-is-required = wymagane
fields-is-archived = zarchiwizowane
fields-actions-of = Działania: { $name }
fields-edit = Edytuj
fields-archive = Archiwizuj
fields-restore = Przywróć
fields-delete = Usuń
fields-move-up = Przesuń { $name } w górę
fields-move-down = Przesuń { $name } w dół
fields-conflict = Ktoś zmienił to pole w międzyczasie
fields-gone = To pole zostało w międzyczasie usunięte. Zmian nie ma gdzie zapisać; zamknij okno i dodaj pole od nowa, jeśli jest jeszcze potrzebne.
fields-delete-more = Więcej przestrzeni ma teraz w nim wartość. Usuń je jeszcze raz, aby zobaczyć, ile.
fields-delete-title = Usunąć pole { $name }?
fields-delete-text =
    { $count ->
        [0] Żadna przestrzeń nie ma w nim wartości.
        [one] { $count } przestrzeń ma w nim wartość. Zostanie ona usunięta razem z polem i nie będzie można jej przywrócić.
        [few] { $count } przestrzenie mają w nim wartość. Zostaną one usunięte razem z polem i nie będzie można ich przywrócić.
       *[many] { $count } przestrzeni ma w nim wartość. Zostaną one usunięte razem z polem i nie będzie można ich przywrócić.
    }
fields-delete-confirm = Usuń pole
fields-outlook-all = Wszystkie wartości w przestrzeniach zostaną przekształcone.
fields-outlook-some = Wartości, które pasują do nowego typu, zostaną przekształcone, pozostałe przepadną. Zanim cokolwiek się zmieni, zobaczysz, ile ich jest.
fields-outlook-none = Żadnej wartości nie można przekształcić: wszystkie przepadną. Zanim cokolwiek się zmieni, zobaczysz, ile ich jest.
fields-impact-title = Co zrobi ta zmiana
fields-impact-again = Od poprzedniego pytania przestrzenie się zmieniły, więc spójrz jeszcze raz.
fields-impact-kept =
    { $count ->
        [0] Żadna wartość nie zostanie.
        [one] { $count } wartość zostanie zachowana lub przekształcona.
        [few] { $count } wartości zostaną zachowane lub przekształcone.
       *[many] { $count } wartości zostanie zachowanych lub przekształconych.
    }
fields-impact-lost =
    { $count ->
        [0] Żadna wartość nie przepadnie.
        [one] { $count } wartość przepadnie.
        [few] { $count } wartości przepadną.
       *[many] { $count } wartości przepadnie.
    }
fields-impact-currency = Kwoty nie zostaną przeliczone: ze 100 { $from } zrobi się 100 { $to }.
fields-impact-examples = Przepadną na przykład:
fields-impact-back = Wstecz
fields-impact-change = Zmień pole
fields-impact-lose = Zmień, tracąc wartości

# Import.
field-import-choices = Wybory, których jeszcze nie ma
field-import-refuse = Oznacz ich wiersze jako błędne
field-import-create = Dodaj je do pól
field-import-leave-out = Pomiń je
field-import-ruled = Wybory w polach mogą dodawać tylko administratorzy.
field-import-words = Co oznaczają te słowa
field-import-word = { $field }: „{ $word }” ({ $rows })
field-import-by-rule = Według reguły dla wszystkich
field-import-more-words =
    { $count ->
        [one] Po wybraniu tych pojawi się jeszcze { $count } słowo.
        [few] Po wybraniu tych pojawią się jeszcze { $count } słowa.
       *[many] Po wybraniu tych pojawi się jeszcze { $count } słów.
    }

# Dziennik zdarzeń.
audit-field-added = Dodano pole dodatkowe { $label }
audit-field-changed =
    { $count ->
        [0] Zmieniono pole dodatkowe { $about }
        [one] Zmieniono pole dodatkowe { $about }; przepadła { $count } wartość
        [few] Zmieniono pole dodatkowe { $about }; przepadły { $count } wartości
       *[many] Zmieniono pole dodatkowe { $about }; przepadło { $count } wartości
    }
audit-field-archived = Zarchiwizowano pole dodatkowe { $label }
audit-field-restored = Przywrócono pole dodatkowe { $label }
audit-field-deleted =
    { $count ->
        [0] Usunięto pole dodatkowe { $about }
        [one] Usunięto pole dodatkowe { $about } z { $count } wartością
       *[many] Usunięto pole dodatkowe { $about } z { $count } wartościami
    }
