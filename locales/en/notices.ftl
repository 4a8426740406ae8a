# Notices, unread posts and the search in conversations.
notices-title = Notices
notices-unread =
    { $count ->
        [100] Notices, over 99 unread
       *[other] Notices, { $count } unread
    }
notices-all = All notices
notices-filter = Which notices
notices-show-all = All
notices-show-unread = Unread
notices-show-mentions = Mentions
notices-show-requests = Requests
notices-none-all = No notices yet
notices-none-unread = No unread notices
notices-none-mentions = Nobody has mentioned you yet
notices-none-requests = No requests for access
notices-all-read = All notices are marked as read
notice-unread = Unread
notice-mention =
    { $count ->
        [one] { $name } mentioned you
       *[other] { $name } mentioned you; { $count } new posts
    }
notice-taking-part =
    { $count ->
        [one] { $count } new post in a topic you take part in
       *[other] { $count } new posts in a topic you take part in
    }
notice-assigned =
    { $count ->
        [one] A task is assigned to you
       *[other] A task is assigned to you, { $count } new posts
    }
notice-following =
    { $count ->
        [one] { $count } new post in a topic you follow
       *[other] { $count } new posts in a topic you follow
    }
notice-request = { $name } asks for access
notice-granted = You have been given access
notice-declined = Your request for access was declined
unread-mark-all = Mark all as read
lines-load-more = Load more

# Requests for access.
request-grant = Grant
request-grant-to = Grant access to { $name }
request-decline = Decline
request-decline-to = Decline access for { $name }
request-granted = Access granted
request-declined = Declined
request-granted-to = { $name } has access now
request-declined-to = The request of { $name } was declined
request-gone = Somebody answered this request meanwhile, or it was withdrawn.
request-ask = Ask for access
request-sentence = Why you need access (optional)
request-sentence-help = The owner and administrators read it with your request.
request-asked = You have asked for access. You get a notice when somebody answers.

# Unread posts across spaces.
nav-catch-up = Catch up
nav-unread-spaces =
    { $count ->
        [one] { $count } space with unread topics
       *[other] { $count } spaces with unread topics
    }
catch-up-title = Catch up
catch-up-nothing = You have read everything
catch-up-topics =
    { $count ->
        [one] { $count } topic with unread posts
       *[other] { $count } topics with unread posts
    }
catch-up-more = There is more. Marking this as read shows it.
catch-up-marked = Marked as read
catch-up-left =
    { $count ->
        [one] { $count } more post
       *[other] { $count } more posts
    }
catch-up-edited = edited
catch-up-deleted = This post was deleted.

# The search in conversations.
found-title = Search in conversations
found-search = Words
found-space = Space
found-author = Author
found-from = From
found-to = To
found-first = Only posts that begin a topic
found-submit = Search
found-type = Type a word to search posts, titles and outcomes, or choose a filter
found-results = Found posts
found-nothing = No post found
found-nothing-help = A post must have all words, or words that begin like them. Try fewer words, or leave out a filter.
found-outcome = Outcome:
found-in-conversations = In conversations
found-all = All in conversations

# What a person is notified about.
notify-all-spaces = What I am notified about
notify-everything = Everything
notify-everything-means = Every new post in every space you can open.
notify-taking-part = What I take part in
notify-taking-part-means = New posts in topics in which you wrote, and mentions of you.
notify-mentions = Mentions
notify-mentions-means = Only posts that mention you.
notify-nothing = Nothing
notify-nothing-means = No notices of posts. Requests for access still reach you.
notify-saved = Saved. Spaces and topics with a level of their own keep it.
browser-notifications = Browser notifications
browser-notifications-help = Shown by this browser while Spaces is open in a tab and you look elsewhere.
browser-notifications-refused = This browser refuses notifications from Spaces. Allow them in the browser’s settings for this site.
browser-notifications-unavailable = This browser offers no notifications here. They need a connection by HTTPS.
