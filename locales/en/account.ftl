# What administrators decide for the account.
account-no-access = Only administrators can open this page
account-no-access-help = Ask an administrator of your account.
to-start = To the first page

# Add-ons.
settings-add-ons = Integrations and add-ons
add-ons-lead = Parts of the product that your account uses. Switching one off hides it from everyone and deletes nothing.
add-on-spaces = Spaces
add-on-spaces-about = Working areas for one topic each: to discuss it, to share files and links, to run a project.
add-on-spaces-enable = Enable Spaces support
add-on-spaces-on = Spaces is on for everyone in the account.
add-on-spaces-off = Spaces is off: its pages, search and quick add are gone for everyone. What is in spaces is kept, and is back when it is switched on.
add-on-spaces-is-off = Spaces is switched off
add-on-off-why = An administrator switched this add-on off, so its pages do not exist for anyone. Nothing in it was deleted. Only administrators see this reason.
