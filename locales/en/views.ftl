# Columns of the list of spaces.
list-column-visibility = Visibility
list-column-created = Created
list-column-by = Created by
list-column-description = Description
columns-title = Columns
columns-hint = The list shows the ticked columns in this order. Name always stands first.
columns-up = Move { $name } up
columns-down = Move { $name } down
columns-moved = { $name } is now column { $place } of { $all }
columns-apply = Show columns
columns-usual = Usual columns

# Saved views.
views-title = Views
views-save = Save view
views-save-title = Save view
views-save-hint = Keeps search, filters, order and columns under a name.
views-name = Name
views-share = Share with everyone
views-share-hint = Everyone will see the view’s name and its filters, and of the spaces only what they may see anyway.
views-saved = View { $name } saved
views-save-changes = Save changes
views-changed = View { $name } now shows this list
views-menu = Actions for the view { $name }
views-edit = Edit view
views-edit-save = Save
views-edited = View { $name } changed
views-delete = Delete view
views-delete-title = Delete the view { $name }?
views-delete-own = The view goes, its spaces stay.
views-delete-shared = The view goes for everyone, its spaces stay.
views-delete-confirm = Delete view
views-deleted = View { $name } deleted
views-shared = shared
views-shared-by = Shared by { $name }
