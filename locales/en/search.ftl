# The search over everything, and the palette.
search-title = Search
search-form = Search for words
search-groups = What to search
search-group-all = All
search-group-spaces = Spaces
search-group-topics = Topics and posts
search-group-files = Files
search-group-links = Links
search-group-people = People
search-group-deals = Deals
search-show-all = Show all
search-type = Type a word to search spaces, topics, posts, files, links, people and deals
search-nothing = Nothing found
search-nothing-help = All words must be there, or words that begin like them. Try fewer words.
hit-post = Post
hit-person = Person
hit-deal = Deal

palette-title = Command palette
palette-field = Search, or choose an action
palette-rows = Actions and results
palette-count =
    { $count ->
        [0] Nothing found
        [one] { $count } item
       *[other] { $count } items
    }
palette-search-all = Search everywhere for “{ $words }”
palette-help-open = open
palette-help-tab = in a new tab
palette-recent = Recent
palette-page = On this page
palette-add = Add
palette-go = Go to
palette-account = Account and appearance
palette-search = Everything
palette-new-topic = New topic here
palette-upload = Upload files here
palette-add-space = Add space
palette-add-deal = Add deal
palette-import = Import spaces
palette-theme = Theme
palette-language = Language
