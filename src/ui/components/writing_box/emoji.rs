//! Common emoji with Polish and English words by which they are found.

use domain::{fold, person::Language};

/// Maximum number of suggested emoji.
const SUGGESTED: usize = 8;

/// The reactions that are offered at once.
pub const REACTIONS: [&str; 6] = ["👍", "❤️", "🎉", "😄", "👀", "✅"];

/// Each emoji with its words: Polish, English.
const EMOJI: &[(&str, &str, &str)] = &[
    ("👍", "kciuk w górę tak", "thumbs up yes"),
    ("👎", "kciuk w dół nie", "thumbs down no"),
    ("❤️", "serce miłość", "heart love"),
    ("🎉", "konfetti impreza brawo", "party tada congratulations"),
    ("😄", "uśmiech radość", "smile happy"),
    ("👀", "oczy patrzę", "eyes looking"),
    ("✅", "zrobione gotowe ptaszek", "done check"),
    ("😀", "uśmiech szeroki", "grin"),
    ("😁", "zęby uśmiech", "beaming grin"),
    ("😂", "śmiech łzy", "joy laugh tears"),
    ("🤣", "śmiech tarzam", "rofl laugh"),
    ("😃", "radość", "smiley"),
    ("😅", "pot uśmiech ulga", "sweat smile"),
    ("😆", "śmiech", "laughing"),
    ("😉", "mrugnięcie oko", "wink"),
    ("😊", "rumieniec uśmiech", "blush"),
    ("😇", "anioł", "angel innocent"),
    ("🙂", "lekki uśmiech", "slight smile"),
    ("🙃", "do góry nogami", "upside down"),
    ("😍", "zakochany oczy serca", "heart eyes"),
    ("😘", "buziak", "kiss"),
    ("😋", "pycha", "yum"),
    ("😎", "okulary luz", "cool sunglasses"),
    ("🤓", "kujon", "nerd"),
    ("🤩", "zachwyt gwiazdy", "star struck"),
    ("🥳", "świętuję impreza", "partying"),
    ("😏", "ironia", "smirk"),
    ("😐", "neutralny", "neutral"),
    ("😑", "bez wyrazu", "expressionless"),
    ("😒", "niezadowolony", "unamused"),
    ("🙄", "przewracanie oczami", "eye roll"),
    ("😬", "grymas", "grimace"),
    ("😔", "zamyślony smutny", "pensive sad"),
    ("😕", "zmieszany", "confused"),
    ("🙁", "lekki smutek", "frown"),
    ("😢", "płacz łza", "cry tear"),
    ("😭", "szloch płacz", "sob"),
    ("😤", "para z nosa", "triumph huff"),
    ("😠", "zły", "angry"),
    ("😡", "wściekły", "rage"),
    ("🤯", "wybuch głowy", "mind blown"),
    ("😱", "krzyk", "scream"),
    ("😨", "strach", "fearful"),
    ("😰", "zimny pot", "anxious"),
    ("😥", "rozczarowany ulga", "relieved sad"),
    ("😴", "śpi sen", "sleeping"),
    ("🤔", "myślę zastanawiam się", "thinking"),
    ("🤗", "przytulam", "hug"),
    ("🤫", "cicho", "shush"),
    ("🤐", "zamek usta", "zipper mouth"),
    ("🤒", "termometr chory", "sick"),
    ("🤷", "wzruszenie ramion nie wiem", "shrug"),
    ("🤦", "dłoń na twarzy", "facepalm"),
    ("🙈", "małpa nie widzę", "see no evil"),
    ("🙉", "małpa nie słyszę", "hear no evil"),
    ("🙊", "małpa nie mówię", "speak no evil"),
    ("🙏", "proszę dziękuję", "please thanks pray"),
    ("👏", "brawo oklaski", "clap applause"),
    ("🙌", "hurra ręce", "raised hands hooray"),
    ("👋", "cześć machanie", "wave hello"),
    ("🤝", "uścisk dłoni umowa", "handshake deal"),
    ("💪", "siła mięsień", "muscle strong"),
    ("👌", "ok dłoń", "ok hand"),
    ("✌️", "pokój zwycięstwo", "victory peace"),
    ("🤞", "trzymam kciuki", "fingers crossed"),
    ("👉", "w prawo", "point right"),
    ("👈", "w lewo", "point left"),
    ("👆", "w górę", "point up"),
    ("👇", "w dół", "point down"),
    ("☝️", "palec uwaga", "index up"),
    ("✋", "stop dłoń", "raised hand stop"),
    ("✍️", "piszę", "writing"),
    ("🧠", "mózg", "brain"),
    ("👤", "osoba", "person"),
    ("👥", "ludzie zespół", "people team"),
    ("💔", "złamane serce", "broken heart"),
    ("💙", "niebieskie serce", "blue heart"),
    ("💚", "zielone serce", "green heart"),
    ("💛", "żółte serce", "yellow heart"),
    ("🧡", "pomarańczowe serce", "orange heart"),
    ("💜", "fioletowe serce", "purple heart"),
    ("🖤", "czarne serce", "black heart"),
    ("💯", "sto procent", "hundred"),
    ("🔥", "ogień", "fire"),
    ("⭐", "gwiazda", "star"),
    ("✨", "iskry", "sparkles"),
    ("⚡", "błyskawica", "lightning"),
    ("💥", "wybuch", "boom"),
    ("💡", "pomysł żarówka", "idea bulb"),
    ("💬", "rozmowa dymek", "speech comment"),
    ("💭", "myśl", "thought"),
    ("❓", "pytanie", "question"),
    ("❗", "wykrzyknik ważne", "exclamation important"),
    ("⚠️", "uwaga ostrzeżenie", "warning"),
    ("🚫", "zakaz", "prohibited"),
    ("⛔", "wstęp wzbroniony", "no entry"),
    ("❌", "nie krzyżyk błąd", "cross no error"),
    ("✔️", "ptaszek", "check mark"),
    ("☑️", "pole zaznaczone", "checked box"),
    ("➕", "plus dodaj", "plus add"),
    ("➖", "minus", "minus"),
    ("➡️", "strzałka w prawo", "arrow right"),
    ("⬅️", "strzałka w lewo", "arrow left"),
    ("⬆️", "strzałka w górę", "arrow up"),
    ("⬇️", "strzałka w dół", "arrow down"),
    ("🔁", "powtórz", "repeat"),
    ("🔄", "odśwież", "refresh"),
    ("🔍", "lupa szukaj", "search"),
    ("🔒", "kłódka zamknięte", "lock"),
    ("🔓", "otwarta kłódka", "unlock"),
    ("🔑", "klucz", "key"),
    ("🔧", "klucz naprawa", "wrench fix"),
    ("🔨", "młotek", "hammer"),
    ("⚙️", "ustawienia koło", "gear settings"),
    ("🐛", "robak błąd", "bug"),
    ("🚀", "rakieta start", "rocket launch"),
    ("🎯", "cel tarcza", "target goal"),
    ("🏆", "puchar", "trophy"),
    ("🥇", "złoty medal", "gold medal"),
    ("🏁", "meta flaga", "finish flag"),
    ("🚩", "flaga czerwona", "red flag"),
    ("📌", "pinezka", "pin"),
    ("📎", "spinacz", "paperclip"),
    ("📅", "kalendarz data", "calendar date"),
    ("⏰", "budzik", "alarm clock"),
    ("⏳", "klepsydra czekam", "hourglass waiting"),
    ("⌛", "koniec czasu", "time up"),
    ("📝", "notatka", "memo note"),
    ("📄", "dokument strona", "document page"),
    ("📁", "folder", "folder"),
    ("📂", "otwarty folder", "open folder"),
    ("📊", "wykres słupkowy", "bar chart"),
    ("📈", "wzrost wykres", "chart up growth"),
    ("📉", "spadek wykres", "chart down"),
    ("📞", "telefon", "phone"),
    ("📱", "komórka", "mobile"),
    ("💻", "laptop komputer", "laptop computer"),
    ("🖥️", "monitor", "desktop"),
    ("🖨️", "drukarka", "printer"),
    ("📷", "aparat zdjęcie", "camera"),
    ("📧", "e-mail", "email"),
    ("✉️", "list koperta", "envelope mail"),
    ("📦", "paczka", "package"),
    ("🛒", "koszyk zakupy", "cart"),
    ("💰", "pieniądze", "money"),
    ("💸", "wydatek", "spending"),
    ("💳", "karta płatnicza", "credit card"),
    ("🧾", "paragon rachunek", "receipt"),
    ("🏢", "biuro", "office"),
    ("🏠", "dom", "home"),
    ("🏭", "fabryka", "factory"),
    ("🚚", "dostawa ciężarówka", "delivery truck"),
    ("✈️", "samolot", "plane"),
    ("🚗", "samochód auto", "car"),
    ("🚲", "rower", "bicycle"),
    ("☕", "kawa", "coffee"),
    ("🍕", "pizza", "pizza"),
    ("🍰", "ciasto tort", "cake"),
    ("🍺", "piwo", "beer"),
    ("🍎", "jabłko", "apple"),
    ("🎁", "prezent", "gift"),
    ("🎂", "urodziny tort", "birthday"),
    ("🎄", "choinka święta", "christmas"),
    ("🎓", "szkolenie studia", "graduation training"),
    ("📚", "książki", "books"),
    ("🎵", "muzyka", "music"),
    ("⚽", "piłka", "football"),
    ("☀️", "słońce", "sun"),
    ("🌧️", "deszcz", "rain"),
    ("❄️", "śnieg", "snow"),
    ("🌈", "tęcza", "rainbow"),
    ("🌍", "świat ziemia", "world earth"),
    ("🌱", "roślina", "seedling"),
    ("🌹", "róża", "rose"),
    ("🐱", "kot", "cat"),
    ("🐶", "pies", "dog"),
    ("🇵🇱", "polska flaga", "poland flag"),
    ("🇪🇺", "unia europejska flaga", "european union flag"),
];

/// Returns the emoji that have a word with this beginning, each with its words in the language.
pub fn suggest(typed: &str, language: Language) -> Vec<(&'static str, &'static str)> {
    let typed = typed.replace('_', " ");
    EMOJI
        .iter()
        .filter(|(_, polish, english)| fold::matches(polish, &typed) || fold::matches(english, &typed))
        .map(|(emoji, polish, english)| match language {
            Language::Pl => (*emoji, *polish),
            Language::En => (*emoji, *english),
        })
        .take(SUGGESTED)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_emoji_is_found_by_words_of_both_languages() {
        let found = |typed: &str| suggest(typed, Language::En).first().map(|(emoji, _)| *emoji);
        assert_eq!(found("thumbs_up"), Some("👍"));
        assert_eq!(found("usmiech"), Some("😄"));
        assert_eq!(found("ciasto"), Some("🍰"));
        assert_eq!(found("qqq"), None);
    }

    #[test]
    fn every_emoji_can_be_a_reaction() {
        for (emoji, ..) in EMOJI {
            assert_eq!(domain::topic::emoji(emoji).as_deref(), Ok(*emoji));
        }
    }
}
