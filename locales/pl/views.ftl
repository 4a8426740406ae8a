# Kolumny listy przestrzeni.
list-column-visibility = Widoczność
list-column-created = Utworzono
list-column-by = Kto utworzył
list-column-description = Opis
columns-title = Kolumny
columns-hint = Lista pokazuje zaznaczone kolumny w tej kolejności. Nazwa zawsze jest pierwsza.
columns-up = Przesuń { $name } w górę
columns-down = Przesuń { $name } w dół
columns-moved = { $name }: teraz kolumna { $place } z { $all }
columns-apply = Pokaż kolumny
columns-usual = Zwykłe kolumny

# Zapisane widoki.
views-title = Widoki
views-save = Zapisz widok
views-save-title = Zapisz widok
views-save-hint = Zachowuje pod nazwą wyszukiwanie, filtry, kolejność i kolumny.
views-name = Nazwa
views-share = Udostępnij wszystkim
views-share-hint = Każdy zobaczy nazwę widoku i jego filtry, a z przestrzeni tylko to, co i tak może zobaczyć.
views-saved = Zapisano widok { $name }
views-save-changes = Zapisz zmiany
views-changed = Widok { $name } pokazuje teraz tę listę
views-menu = Działania: widok { $name }
views-edit = Edytuj widok
views-edit-save = Zapisz
views-edited = Zmieniono widok { $name }
views-delete = Usuń widok
views-delete-title = Usunąć widok { $name }?
views-delete-own = Zniknie widok, jego przestrzenie zostaną.
views-delete-shared = Widok zniknie u wszystkich, jego przestrzenie zostaną.
views-delete-confirm = Usuń widok
views-deleted = Usunięto widok { $name }
views-shared = udostępniony
views-shared-by = Udostępnia: { $name }
