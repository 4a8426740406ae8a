# Custom fields: words used wherever they stand.
field-kind-short-text = Short text
field-kind-long-text = Long text
field-kind-number = Number
field-kind-money = Money
field-kind-date = Date
field-kind-yes-no = Yes or no
field-kind-one-choice = One choice
field-kind-several-choices = Several choices
field-kind-link = Link
field-kind-email = E-mail
field-kind-phone = Phone
field-kind-person = Person
field-no-value = –
field-yes = Yes
field-no = No
field-required-help = Required.
field-currency-help = Amount in { $currency }.
field-gone = A custom field was taken away meanwhile. Reload the page to go on without it; what you typed is kept.

# Narrowing and ordering a list.
field-filter = Custom fields
field-filter-field = Custom field
field-test = Condition
field-test-is = has the value
field-test-filled = is filled in
field-test-blank = is empty
field-test-value = Value
field-test-words = Words
field-test-from = From
field-test-to = To
field-sort = Sort by custom field
field-sort-descending = Largest first
field-pill-gone = A field that is gone
field-pill-choice-gone = a choice that is gone
field-filter-gone = A filter of this list names a field or a choice that is gone: rows may be missing.
field-filter-gone-take-off = Remove the filter
field-pill-from = from { $value }
field-pill-to = to { $value }

# The list operation.
operation-set-field = Set a custom field
field-new-value = New value
field-new-value-help = Left empty, the field is emptied in the selected spaces.
field-none-yet = There are no custom fields yet. Administrators add them in Account settings.

# Account settings.
settings-fields = Custom fields
fields-title = Custom fields of spaces
fields-lead = What you add here stands on the form of every space and on its page. Drag the fields into their order, or use the arrows.
fields-add = Add field
fields-none = There are no custom fields yet
fields-none-help = Add one for what your company wants to know about each space, as a budget, a due date or a stage.
fields-no-access = Only administrators change custom fields
fields-no-access-help = Ask an administrator of your account to add or change a field.
fields-dialog-title = Custom field
fields-label = Label
fields-type = Type
fields-currency = Currency
fields-currency-help = Three letters, as PLN or EUR.
fields-required = Required
fields-help = Help text
fields-help-help = Stands under the field.
fields-section = Section
fields-section-help = Fields with the same section stand together under this heading.
fields-default = Default
fields-choices = Choices
fields-choice = Choice { $number }
fields-choice-add = Add choice
fields-choice-up = Move choice { $number } up
fields-choice-remove = Remove choice { $number }
fields-save = Save
fields-is-required = required
fields-is-archived = archived
fields-actions-of = Actions for { $name }
fields-edit = Edit
fields-archive = Archive
fields-restore = Restore
fields-delete = Delete
fields-move-up = Move { $name } up
fields-move-down = Move { $name } down
fields-conflict = Somebody changed this field meanwhile
fields-gone = This field was deleted meanwhile. Your changes have no place to go; close this and add the field anew if it is still needed.
fields-delete-more = More spaces hold a value in it now. Delete it again to see how many.
fields-delete-title = Delete the field { $name }?
fields-delete-text =
    { $count ->
        [0] No space holds a value in it.
        [one] { $count } space holds a value in it. The value is deleted with the field and cannot be brought back.
       *[other] { $count } spaces hold a value in it. The values are deleted with the field and cannot be brought back.
    }
fields-delete-confirm = Delete field
fields-outlook-all = All values that spaces hold will be converted.
fields-outlook-some = Values that read as the new type will be converted, the others will be lost. You will see how many before anything is changed.
fields-outlook-none = No value can be converted: all that spaces hold will be lost. You will see how many before anything is changed.
fields-impact-title = What this change does
fields-impact-again = Spaces were changed since you were asked, so look once more.
fields-impact-kept =
    { $count ->
        [0] No value is kept.
        [one] { $count } value is kept or converted.
       *[other] { $count } values are kept or converted.
    }
fields-impact-lost =
    { $count ->
        [0] No value is lost.
        [one] { $count } value is lost.
       *[other] { $count } values are lost.
    }
fields-impact-currency = Amounts are not converted: 100 { $from } becomes 100 { $to }.
fields-impact-examples = Lost, for example:
fields-impact-back = Back
fields-impact-change = Change field
fields-impact-lose = Change and lose values

# Import.
field-import-choices = Choices that do not exist yet
field-import-refuse = Mark their rows as wrong
field-import-create = Add them to their fields
field-import-leave-out = Leave them out
field-import-ruled = Only administrators may add choices to fields.
field-import-words = What these words mean
field-import-word = { $field }: ‘{ $word }’ ({ $rows })
field-import-by-rule = By the rule for all
field-import-more-words =
    { $count ->
        [one] One more word appears as these are decided.
       *[other] { $count } more words appear as these are decided.
    }

# Audit log.
audit-field-added = Added the custom field { $label }
audit-field-changed =
    { $count ->
        [0] Changed the custom field { $about }
        [one] Changed the custom field { $about }; { $count } value was lost
       *[other] Changed the custom field { $about }; { $count } values were lost
    }
audit-field-archived = Archived the custom field { $label }
audit-field-restored = Restored the custom field { $label }
audit-field-deleted =
    { $count ->
        [0] Deleted the custom field { $about }
        [one] Deleted the custom field { $about } with { $count } value
       *[other] Deleted the custom field { $about } with { $count } values
    }
