# Formularz przestrzeni.
space-add-title = Dodaj przestrzeń
space-edit-title = Edytuj przestrzeń
space-edit-refused = Tę przestrzeń mogą zmieniać tylko osoby z dostępem
space-edit-back = Wróć do przestrzeni
space-edit-refused-help = Jej opiekunem jest { $owner }; poproś o dostęp.
space-name = Nazwa
space-description = Opis
space-groups = Grupy
space-tags = Tagi
space-tags-help = Enter lub przecinek dodaje tag.
space-visibility = Widoczność
space-people = Osoby z dostępem
space-people-help = Ty i administratorzy zawsze macie dostęp.
space-people-help-edit = Opiekun i administratorzy zawsze mają dostęp.
space-more-fields = Więcej pól
space-create-group = Dodaj grupę
space-create-tag = Dodaj tag
space-add = Dodaj
space-add-another = Dodaj i utwórz kolejną
space-save = Zapisz
space-cancel = Anuluj
space-added = Dodano: { $name }
space-keys-add = Ctrl+Enter dodaje z każdego pola, Ctrl+Shift+Enter dodaje i zaczyna kolejną.
space-keys-save = Ctrl+Enter zapisuje z każdego pola.
space-access-ruled = O dostępie decydują opiekun i administratorzy.
space-conflict = Ktoś zmienił tę przestrzeń w międzyczasie
space-conflict-help = Twoje zmiany nie są jeszcze zapisane. „Zachowaj moje” zapisze to, co zmieniasz, a resztę zostawi tak, jak jest teraz; „Przyjmij cudze” odrzuci Twoje zmiany.
space-conflict-field = Pole
space-conflict-theirs = Teraz
space-conflict-mine = U Ciebie
space-conflict-unchanged = Bez Twoich zmian
space-conflict-keep-mine = Zachowaj moje
space-conflict-take-theirs = Przyjmij cudze
space-fields-changed = Pola dodatkowe zmieniły się w trakcie pisania; poniżej są takie, jak teraz. Przejrzyj je i zapisz ponownie.
space-field-gone = O pole „{ $field }” już się nie pyta. Było w nim: { $value }
space-nothing = Nic

# Strona przestrzeni.
space-edit = Edytuj
space-menu = Więcej o tej przestrzeni
space-about = O przestrzeni
space-no-description = Nie ma jeszcze opisu.
space-created = Utworzenie
space-owner = Opiekun
space-owner-mark = opiekun
space-person-inactive = (konto wyłączone)
space-is-archived = Ta przestrzeń jest w archiwum.
space-is-trash = Ta przestrzeń jest w koszu.
space-gone-on = Zostanie usunięta na zawsze:
space-restore = Przywróć
space-restored = Przywrócono przestrzeń
space-archive = Archiwizuj
space-archive-title = Zarchiwizować tę przestrzeń?
space-archive-text = Zniknie z listy i zostanie pod filtrem przestrzeni zarchiwizowanych. Nikt nie straci dostępu; można ją przywrócić w każdej chwili.
space-archived = Zarchiwizowano przestrzeń
space-delete = Usuń
space-delete-title = Usunąć tę przestrzeń?
space-delete-text = Trafi do kosza na 30 dni. Tam widzą ją i mogą przywrócić tylko opiekun i administratorzy.
space-deleted = Przeniesiono przestrzeń do kosza
space-hand-over = Przekaż
space-hand-over-title = Przekaż tę przestrzeń
space-hand-over-text = O dostępie, widoczności i usunięciu zdecyduje nowy opiekun. Dotychczasowy opiekun ({ $owner }) pozostanie uczestnikiem.
space-new-owner = Nowy opiekun
space-handed-over = Nowy opiekun: { $name }
space-change-owner = Zmień opiekuna
space-choose-person = Wybierz osobę.
space-choose-people = Wybierz przynajmniej jedną osobę.
space-change-visibility = Zmień widoczność
space-visibility-changed = Zmieniono widoczność
space-will-public = Każdy na koncie znajdzie i otworzy tę przestrzeń.
# „22 uczestników”, a nie „22 uczestnicy”: dlatego nie [few]
space-will-private =
    { $count ->
        [0] Otworzą ją tylko opiekun i administratorzy. Pozostali zobaczą nazwę, opiekuna i grupy, nic więcej.
        [one] Otworzą ją tylko opiekun, { $count } uczestnik i administratorzy. Pozostali zobaczą nazwę, opiekuna i grupy, nic więcej.
        [2] Otworzą ją tylko opiekun, { $count } uczestnicy i administratorzy. Pozostali zobaczą nazwę, opiekuna i grupy, nic więcej.
        [3] Otworzą ją tylko opiekun, { $count } uczestnicy i administratorzy. Pozostali zobaczą nazwę, opiekuna i grupy, nic więcej.
        [4] Otworzą ją tylko opiekun, { $count } uczestnicy i administratorzy. Pozostali zobaczą nazwę, opiekuna i grupy, nic więcej.
       *[many] Otworzą ją tylko opiekun, { $count } uczestników i administratorzy. Pozostali zobaczą nazwę, opiekuna i grupy, nic więcej.
    }
space-will-hidden =
    { $count ->
        [0] Zobaczą ją tylko opiekun i administratorzy. Dla pozostałych nie będzie istnieć.
        [one] Zobaczą ją tylko opiekun, { $count } uczestnik i administratorzy. Dla pozostałych nie będzie istnieć.
        [2] Zobaczą ją tylko opiekun, { $count } uczestnicy i administratorzy. Dla pozostałych nie będzie istnieć.
        [3] Zobaczą ją tylko opiekun, { $count } uczestnicy i administratorzy. Dla pozostałych nie będzie istnieć.
        [4] Zobaczą ją tylko opiekun, { $count } uczestnicy i administratorzy. Dla pozostałych nie będzie istnieć.
       *[many] Zobaczą ją tylko opiekun, { $count } uczestników i administratorzy. Dla pozostałych nie będzie istnieć.
    }
space-seen-public = Tę przestrzeń otwiera każdy na koncie; osoby poniżej mogą ją edytować.
space-seen-private = Tę przestrzeń otwierają osoby poniżej i administratorzy. Pozostali widzą nazwę, opiekuna i grupy.
space-seen-hidden = O tej przestrzeni wiedzą tylko osoby poniżej i administratorzy.
space-give-access = Daj dostęp
space-give-access-to = Komu dać dostęp
space-access-given =
    { $count ->
        [one] Dano dostęp { $count } osobie
       *[other] Dano dostęp { $count } osobom
    }
space-take-access = Odbierz dostęp
space-take-access-of = Odbierz dostęp: { $name }
space-access-taken = Odebrano dostęp: { $name }
space-loses-public = { $name } nadal otworzy tę publiczną przestrzeń, ale nie będzie mieć prawa jej edytować.
space-loses-private = { $name } nie otworzy już tej przestrzeni i zobaczy tylko nazwę, opiekuna i grupy. Administrator zachowuje dostęp.
space-loses-hidden = { $name } – dla tej osoby przestrzeń przestanie istnieć. Administrator zachowuje dostęp.
space-no-access = Ta przestrzeń jest niepubliczna i nie masz do niej dostępu.
space-ask-owner = Dostęp może Ci dać { $owner } lub administrator.
space-ask-administrator = Dostęp może Ci dać administrator.

# Co się działo w przestrzeni.
space-activity = Aktywność
space-older = Starsze
space-did-create = Dodano przestrzeń
space-did-import = Zaimportowano przestrzeń
space-did-edit = Zmieniono: { $fields }
space-edited-name = nazwę
space-edited-description = opis
space-edited-groups = grupy
space-edited-tags = tagi
space-edited-board = kolumny tablicy
space-did-change-visibility = Zmieniono widoczność: { $from } → { $to }
space-did-hand-over = Zmieniono opiekuna: { $from } → { $to }
space-did-give-access = Dano dostęp: { $people }
space-did-take-access = Odebrano dostęp: { $people }
space-did-archive = Zarchiwizowano przestrzeń
space-did-restore = Przywrócono przestrzeń
space-did-delete = Przeniesiono przestrzeń do kosza
space-did-undo = Cofnięto import lub operację na liście
space-did-add-file = Dodano plik: { $name }
space-did-add-files =
    { $count ->
        [one] Dodano { $count } plik
        [few] Dodano { $count } pliki
       *[many] Dodano { $count } plików
    }
space-did-delete-file = Przeniesiono do kosza: { $name }
space-did-delete-files =
    { $count ->
        [one] Przeniesiono do kosza { $count } plik lub folder
        [few] Przeniesiono do kosza { $count } pliki i foldery
       *[many] Przeniesiono do kosza { $count } plików i folderów
    }
space-form-gone = Tego nie można już zapisać: zostało usunięte albo nie masz już do tego dostępu. To, co piszesz, zostaje w tej przeglądarce.

# Plik z rozmowami przestrzeni
conversation-closed = Zamknięty.
conversation-export-markdown = Eksportuj rozmowę (Markdown)
conversation-export-json = Eksportuj rozmowę (JSON)
# Ludzie w przestrzeni: prośby, odejście, ludzie z innej przestrzeni.
space-requests = Prośby o dostęp
space-leave = Opuść przestrzeń
space-leave-title = Opuścić tę przestrzeń?
space-leave-public = Tę publiczną przestrzeń nadal otworzysz, ale nie będziesz mieć prawa jej edytować. To, co w niej obserwujesz, zostaje.
space-leave-private = Nie otworzysz już tej przestrzeni: zobaczysz tylko nazwę, opiekuna i grupy, a powiadomienia z niej znikną. Możesz potem poprosić o dostęp.
space-leave-hidden = Ta przestrzeń przestanie dla Ciebie istnieć, a powiadomienia z niej znikną. Ponowny dostęp może Ci dać tylko opiekun lub administrator.
space-left = Nie należysz już do tej przestrzeni
space-add-people-of = Dodaj osoby z innej przestrzeni
space-add-people-of-help = Jej opiekun i uczestnicy zostaną uczestnikami tej; tam zachowają dostęp.
space-add-people = Dodaj osoby
space-choose-space = Wybierz przestrzeń.
space-people-added =
    { $count ->
        [0] Wszyscy mieli już dostęp
        [one] Dano dostęp { $count } osobie
       *[other] Dano dostęp { $count } osobom
    }

# In posts, for people and spaces that the reader may not see
mention-of-nobody = ktoś
mention-of-no-space = inna przestrzeń
