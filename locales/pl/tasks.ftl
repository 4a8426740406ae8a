# Zadania: panel na stronie wątku, tablica i lista przestrzeni oraz zadania osoby.

tasks = Zadania
task-panel = Zadanie
task-assignee = Przydzielone
task-nobody = Nikt
task-due = Termin
task-due-none = Bez terminu
task-due-clear = Usuń termin
task-column = Kolumna
task-overdue = Po terminie
task-due-today = Dziś
task-due-tomorrow = Jutro
task-private = Tylko dla mnie i przydzielonej osoby
task-is-private = Tylko dla autora i przydzielonej osoby
task-private-on = To zadanie widzisz teraz tylko Ty i przydzielona osoba
task-private-off = To zadanie widzi teraz każdy, kto może otworzyć przestrzeń
column-todo = Do zrobienia
column-doing = W toku
column-done = Zrobione

# Powtarzanie.
task-repeats = Powtarza się
task-repetition = Powtarzanie
task-repeat-change = Zmień powtarzanie
task-repeat-never = Nie powtarza się
task-repeat-needs-due = Najpierw nadaj zadaniu termin.
task-repeat-unit = Jednostka
task-repeat-every = Co
task-repeat-unit-days = dni
task-repeat-unit-weeks = tygodnie
task-repeat-unit-months = miesiące
task-repeat-unit-years = lata
task-repeat-on = W dni
task-repeat-day = Dzień miesiąca
task-repeat-last = Ostatni dzień
task-repeat-save = Zapisz
task-repeat-off = Nie powtarzaj
repeats-days =
    { $every ->
        [one] Codziennie
        [few] Co { $every } dni
       *[many] Co { $every } dni
    }
repeats-weeks =
    { $every ->
        [one] Co tydzień: { $days }
        [few] Co { $every } tygodnie: { $days }
       *[many] Co { $every } tygodni: { $days }
    }
repeats-months =
    { $every ->
        [one] Co miesiąc, { $day }. dnia
        [few] Co { $every } miesiące, { $day }. dnia
       *[many] Co { $every } miesięcy, { $day }. dnia
    }
repeats-months-last =
    { $every ->
        [one] Co miesiąc, ostatniego dnia
        [few] Co { $every } miesiące, ostatniego dnia
       *[many] Co { $every } miesięcy, ostatniego dnia
    }
repeats-years =
    { $every ->
        [one] Co rok, { $date }
        [few] Co { $every } lata, { $date }
       *[many] Co { $every } lat, { $date }
    }
weekday-0 = pon.
weekday-1 = wt.
weekday-2 = śr.
weekday-3 = czw.
weekday-4 = pt.
weekday-5 = sob.
weekday-6 = niedz.

# Przypomnienia.
task-reminder = Przypomnienie
reminder-none = Brak
reminder-on-day = W dniu terminu o { $time }
reminder-before =
    { $days ->
        [one] { $days } dzień wcześniej o { $time }
        [few] { $days } dni wcześniej o { $time }
       *[many] { $days } dni wcześniej o { $time }
    }

# Lista kontrolna.
checklist = Lista kontrolna
checklist-progress = Zrobione: { $done } z { $all }
checklist-add = Dodaj punkt
checklist-item-edit = Edytuj
checklist-item-text = Treść punktu
checklist-item-up = Przenieś wyżej
checklist-item-down = Przenieś niżej
checklist-item-remove = Usuń
checklist-item-menu = Działania dla „{ $name }”
checklist-moved = Przeniesiono na miejsce { $place } z { $all }
checklist-removed = Usunięto

# Tablica i lista.
tasks-view = Widok
tasks-board = Tablica
tasks-list = Lista
tasks-open = Otwarte
tasks-closed = Zrobione
tasks-all = Wszystkie
tasks-of-anybody = Przydzielone komukolwiek
tasks-of = Przydzielone: { $name }
tasks-mine = Przydzielone mnie
tasks-assignee-filter = Osoba
tasks-empty = Nie ma tu jeszcze zadań.
tasks-empty-text = Dodaj pierwsze w jednej z kolumn poniżej.
tasks-none-found = Żadne zadanie nie pasuje do filtrów.
board-column-count =
    { $count ->
        [one] { $count } zadanie
        [few] { $count } zadania
       *[many] { $count } zadań
    }
board-add = Dodaj zadanie
board-add-to = Dodaj zadanie do kolumny { $column }
board-more = Pokaż więcej
board-card-place = { $column }, { $place } z { $all }
board-moved = Przeniesiono do kolumny { $column }, { $place } z { $all }
board-dragging = Przenosisz „{ $name }”
board-keys = Alt ze strzałkami przenosi kartę.
board-columns = Kolumny
board-column-name = Nazwa kolumny
board-column-name-of = Nazwa kolumny „{ $name }”
board-column-rename = Zmień nazwę
board-column-up = Przenieś „{ $name }” w lewo
board-column-down = Przenieś „{ $name }” w prawo
board-column-delete = Usuń
board-column-delete-named = Usuń kolumnę „{ $name }”
board-column-new = Nowa kolumna
board-column-add = Dodaj kolumnę
board-column-move-to = Jej zadania trafią do kolumny
board-column-deleted = Kolumna usunięta
board-column-last = Zadania w tej kolumnie są zrobione.
task-replies =
    { $count ->
        [one] { $count } odpowiedź
        [few] { $count } odpowiedzi
       *[many] { $count } odpowiedzi
    }
task-added = Dodano zadanie
task-done = „{ $name }” jest zrobione
task-tick = Zrobione: { $name }

# Kilka zadań naraz.
tasks-chosen =
    { $count ->
        [one] Wybrano { $count } zadanie
        [few] Wybrano { $count } zadania
       *[many] Wybrano { $count } zadań
    }
tasks-choose = Wybierz „{ $name }”
tasks-choose-all = Wybierz wszystkie widoczne
tasks-choose-none = Nie wybieraj żadnego
tasks-bulk = Działania na wybranych zadaniach
tasks-assign = Przydziel
tasks-assign-nobody = Nikomu
tasks-set-due = Ustaw termin
tasks-set-column = Przenieś do
tasks-close = Oznacz jako zrobione
tasks-apply = Zastosuj
tasks-changed =
    { $count ->
        [one] Zmieniono { $count } zadanie
        [few] Zmieniono { $count } zadania
       *[many] Zmieniono { $count } zadań
    }
tasks-undone = Cofnięto

# Zadania osoby.
my-tasks = Moje zadania
my-tasks-empty = Nie masz przydzielonych zadań.
my-tasks-empty-text = Tu zobaczysz zadania przydzielone Tobie we wszystkich przestrzeniach.
my-tasks-overdue = Po terminie
my-tasks-today = Dziś
my-tasks-this-week = W tym tygodniu
my-tasks-later = Później
my-tasks-no-day = Bez terminu
nav-my-tasks = Moje zadania

# Szybkie dodawanie.
quick-add-task = Zadanie
quick-add-topic = Wątek
quick-task-title = Dodaj zadanie
quick-topic-title = Dodaj wątek
quick-space = Przestrzeń
quick-task-text = Co jest do zrobienia
quick-add-to-space = Dodaj
quick-opens = Formularz wątku otworzy się w przestrzeni.
quick-continue = Dalej
