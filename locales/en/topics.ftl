# The tabs of a space's page, and its list of topics.
space-tabs = Parts of this space
topics = Topics
topics-filters = Which topics
topics-all = All
topics-open = Open
topics-closed = Closed
topics-mine = Mine
topics-mark-all-read = Mark all as read
topics-all-read = All topics are read
topics-more = Load more
topics-show-all = Show all topics
topics-none = There is nothing here yet.
topics-none-filtered = No topic matches these filters.
topics-empty = Nothing has been written here yet: the first topic is yours.
topics-read-only = This space is archived. Its topics can be read, and nothing can be added.
topics-in-trash = This space is in the trash. Its topics can be read, and nothing can be added.
topics-deleted = Deleted topics
topic-new = New topic
topic-title-field = Title (optional)
topic-text-field = Write a post
topic-post = Post
topic-unread = Unread:
topic-pinned = Pinned
topic-is-closed = Closed
topic-last-reply = Last reply: { $name },
topic-replies =
    { $count ->
        [one] { $count } reply
       *[other] { $count } replies
    }
topic-deleted-by = Deleted by { $name },

# A topic.
breadcrumbs = Where this page is
topic-menu = More about this topic
topic-edit-title = Edit title
topic-title-conflict = Somebody changed the title meanwhile to ‘{ $title }’. Save again to replace it.
topic-pin = Pin
topic-unpin = Unpin
topic-was-pinned = Topic pinned
topic-was-unpinned = Topic unpinned
topic-close = Close
topic-close-title = Close this topic
topic-close-confirm = Close topic
topic-was-closed = Topic closed
topic-outcome = Outcome:
topic-outcome-field = Outcome
topic-outcome-help = One sentence that says what came of it. It may be left out.
topic-reopen = Reopen
topic-reopened = Topic reopened
topic-move = Move to another space
topic-move-title = Move to another space
topic-move-to = Space
topic-move-choose = Choose a space.
topic-move-confirm = Move
topic-moved = Moved to { $name }
topic-move-losing =
    { $count ->
        [0] Nobody who reads this topic will lose it.
        [one] { $count } person who reads this topic will not be able to open it there.
       *[other] { $count } people who read this topic will not be able to open it there.
    }
topic-move-gaining =
    { $count ->
        [0] Nobody else will be able to open it.
        [one] { $count } other person will be able to open it.
       *[other] { $count } other people will be able to open it.
    }
topic-move-files =
    { $count ->
        [one] { $count } file goes along.
       *[other] { $count } files go along.
    }
topic-delete = Delete
topic-deleted = Topic deleted
topic-is-deleted = This topic is deleted.
topic-restored = Topic restored

# Following.
follow = Follow
follow-everything = Everything
follow-taking-part = What I take part in
follow-mentions = Mentions
follow-nothing = Nothing
follow-as-space = As in the space ({ $level })
follow-now-everything = Following: everything
follow-now-taking-part = Following: taking part
follow-now-mentions = Following: mentions
follow-now-nothing = Not following
follow-changed = Following changed

# Posts.
post = Post
posts = Posts
posts-older = Older posts
posts-newer = Newer posts
posts-new = New
posts-arrived =
    { $count ->
        [one] { $count } new post
       *[other] { $count } new posts
    }
post-of = Post by { $name }
post-edited = edited
post-menu = More about this post
post-quote = Reply with quote
post-copy-link = Copy link
post-link-copied = Link copied
post-edit = Edit
post-edit-field = Edit the post
post-save = Save
post-conflict = Somebody changed this post meanwhile
post-delete = Delete
post-deleted = Post deleted
post-deleted-of = A post by { $name } was deleted.
post-restored = Post restored
post-mark-unread = Mark unread from here
post-marked-unread = Marked as unread
post-versions = Versions
post-pending = Posts that are being sent
post-sending = Sending…
post-waiting = Waiting for the network
reply-field = Write a reply
reply-send = Send
reaction-by = { $emoji }: { $names }
reaction-add = Add a reaction
reaction-other = Another emoji
reaction-emoji = Emoji

# Drafts of posts.
draft-other = There is another draft from another tab or window:
draft-use = Use

# The box in which posts are written.
writing-tools = Formatting
writing-bold = Bold
writing-italic = Italic
writing-list = List
writing-numbered = Numbered list
writing-quote = Quote
writing-code = Code
writing-link = Link
writing-table = Table
writing-preview = Preview
writing-preview-empty = There is nothing to show yet.
writing-suggestions = Suggestions
writing-keys = Ctrl+Enter sends. @ mentions a person, # names a space, : finds an emoji.
writing-readers =
    { $count ->
        [0] Nobody else will read this
        [one] { $count } person will read this
       *[other] { $count } people will read this
    }
writing-readers-all = Everyone in the account can read this
writing-cannot-open = { $name } cannot open this space.

# Who is writing in the topic
writing-one = { $name } is writing
writing-two = { $name } and { $other } are writing
writing-several = Several people are writing

# Kinds of topics.
kind = Kind
kind-talk = Conversation
kind-task = Task
kind-idea = Idea
kind-link = Link
kind-page = Page
kinds-all = All kinds
kinds-talk = Conversations
kinds-task = Tasks
kinds-idea = Ideas
kinds-link = Links
kinds-page = Pages
kind-make-talk = Make it a conversation
kind-make-task = Make it a task
kind-make-idea = Make it an idea
kind-make-link = Make it a link
kind-make-page = Make it a page
kind-changed-talk = It is a conversation now
kind-changed-task = It is a task now
kind-changed-idea = It is an idea now
kind-changed-link = It is a link now
kind-changed-page = It is a page now
