//! Lucide icons (ISC licence), drawn from one SVG sprite, `public/icons.….svg`, which browsers cache.

use leptos::prelude::*;

/// The name of an icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    Plus,
    Search,
    Globe,
    Lock,
    EyeOff,
    X,
    Check,
    ChevronDown,
    ChevronRight,
    ChevronLeft,
    ArrowUp,
    ArrowDown,
    Settings,
    Users,
    Layers,
    Upload,
    Trash,
    Archive,
    Undo,
    Pencil,
    More,
    Tag,
    Folder,
    Person,
    LogOut,
    Sun,
    Moon,
    Languages,
    Info,
    Warning,
    Clock,
    Grip,
    Download,
    File,
    Keyboard,
    Link,
    History,
    Filter,
    Menu,
    Key,
    Mail,
    Handshake,
    Chart,
    Columns,
    Bookmark,
    Bold,
    Italic,
    List,
    ListOrdered,
    Quote,
    Code,
    Table,
    Pin,
    Bell,
    SmilePlus,
    Reply,
    CheckCheck,
    Image,
    FileText,
    Music,
    Film,
    FolderPlus,
    FolderInput,
    LayoutGrid,
    Paperclip,
    Pause,
    Play,
    Copy,
    SquareCheck,
    Lightbulb,
    Talk,
    Calendar,
    Board,
    Repeat,
}

/// The address of the sprite, in which each icon is a symbol. It contains a hash of the file: a changed file has
/// another address.
pub(super) const SPRITE: &str = "/icons.4be50a688dc75dd79047fe.svg";

impl Glyph {
    /// Returns the id of the icon's symbol in the sprite.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Plus => "plus",
            Self::Search => "search",
            Self::Globe => "globe",
            Self::Lock => "lock",
            Self::EyeOff => "eye-off",
            Self::X => "x",
            Self::Check => "check",
            Self::ChevronDown => "chevron-down",
            Self::ChevronRight => "chevron-right",
            Self::ChevronLeft => "chevron-left",
            Self::ArrowUp => "arrow-up",
            Self::ArrowDown => "arrow-down",
            Self::Settings => "settings",
            Self::Users => "users",
            Self::Layers => "layers",
            Self::Upload => "upload",
            Self::Trash => "trash",
            Self::Archive => "archive",
            Self::Undo => "undo",
            Self::Pencil => "pencil",
            Self::More => "more",
            Self::Tag => "tag",
            Self::Folder => "folder",
            Self::Person => "person",
            Self::LogOut => "log-out",
            Self::Sun => "sun",
            Self::Moon => "moon",
            Self::Languages => "languages",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Clock => "clock",
            Self::Grip => "grip",
            Self::Download => "download",
            Self::File => "file",
            Self::Keyboard => "keyboard",
            Self::Link => "link",
            Self::History => "history",
            Self::Filter => "filter",
            Self::Menu => "menu",
            Self::Key => "key",
            Self::Mail => "mail",
            Self::Handshake => "handshake",
            Self::Chart => "chart",
            Self::Columns => "columns",
            Self::Bookmark => "bookmark",
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::List => "list",
            Self::ListOrdered => "list-ordered",
            Self::Quote => "text-quote",
            Self::Code => "code",
            Self::Table => "table",
            Self::Pin => "pin",
            Self::Bell => "bell",
            Self::SmilePlus => "smile-plus",
            Self::Reply => "reply",
            Self::CheckCheck => "check-check",
            Self::Image => "image",
            Self::FileText => "file-text",
            Self::Music => "music",
            Self::Film => "film",
            Self::FolderPlus => "folder-plus",
            Self::FolderInput => "folder-input",
            Self::LayoutGrid => "layout-grid",
            Self::Paperclip => "paperclip",
            Self::Pause => "pause",
            Self::Play => "play",
            Self::Copy => "copy",
            Self::SquareCheck => "square-check",
            Self::Lightbulb => "lightbulb",
            Self::Talk => "messages-square",
            Self::Calendar => "calendar",
            Self::Board => "square-kanban",
            Self::Repeat => "repeat",
        }
    }
}

/// A drawing next to a text; hidden from screen readers, which read the text.
#[component]
pub fn Icon(glyph: Glyph, #[prop(optional)] size: Option<u8>) -> impl IntoView {
    let size = size.unwrap_or(16);
    view! {
        <svg class="icon" width=size height=size aria-hidden="true" focusable="false">
            <use href=format!("{SPRITE}#{}", glyph.id())></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    /// Returns the quoted texts that directly follow `mark`.
    fn quoted_after<'a>(text: &'a str, mark: &str) -> Vec<&'a str> {
        text.split(mark)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect()
    }

    #[test]
    fn every_icon_is_a_symbol_of_the_sprite_and_the_sprite_has_no_other() {
        let sprite = include_str!("../../../public/icons.4be50a688dc75dd79047fe.svg");
        let source = include_str!("icon.rs");
        let arms = &source[source.find("fn id(self)").unwrap()..source.find("/// A drawing").unwrap()];
        let (mut drawn, mut used) = (quoted_after(sprite, "<symbol id=\""), quoted_after(arms, " => \""));
        drawn.sort_unstable();
        used.sort_unstable();
        assert!(used.len() > 40);
        assert_eq!(drawn, used);
    }
}
