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

# What a space is for.
preset = Purpose
preset-question = What is it for?
preset-none = Anything
preset-none-means = Nothing is set up beforehand.
preset-discussion = Discussion
preset-discussion-means = New topics are conversations.
preset-knowledge = Knowledge
preset-knowledge-means = New topics are pages that several people edit.
preset-trainings = Trainings
preset-trainings-means = New topics are proposals for which people say whether they take part.
preset-ideas = Ideas
preset-ideas-means = New topics are ideas on which people vote.
preset-links = Links
preset-links-means = New topics are links to articles and pages.
preset-project = Project
preset-project-means = New topics are tasks.
list-column-preset = Purpose
space-edited-preset = purpose
