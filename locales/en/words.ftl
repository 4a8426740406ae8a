# The product's words, used everywhere.
spaces-count =
    { $count ->
        [one] { $count } space
       *[other] { $count } spaces
    }
visibility-public = Public
visibility-private = Private
visibility-hidden = Hidden
role-administrator = Administrator
role-user = User
owner = Owner
members = Members
hue-teal = Teal
hue-blue = Blue
hue-indigo = Indigo
hue-violet = Violet
hue-pink = Pink
hue-red = Red
hue-orange = Orange
hue-amber = Amber
hue-green = Green
hue-grey = Grey
