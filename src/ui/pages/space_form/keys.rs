//! Keyboard shortcuts of the form: Ctrl+Enter in any field saves, with Shift it starts another space. The browser
//! handles plain Enter.

/// What to do after the space was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Open the saved space.
    Open,
    /// Keep the form open for another space.
    Another,
}

/// Returns the action of a key press, if it has one. On a Mac the command key is used as Ctrl.
pub fn action_for(key: &str, ctrl_or_command: bool, shift: bool, composing: bool) -> Option<After> {
    match (key, ctrl_or_command, shift) {
        _ if composing => None,
        ("Enter", true, false) => Some(After::Open),
        ("Enter", true, true) => Some(After::Another),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ctrl_enter_saves_and_shift_starts_another_space() {
        assert_eq!(action_for("Enter", true, false, false), Some(After::Open));
        assert_eq!(action_for("Enter", true, true, false), Some(After::Another));
        assert_eq!(action_for("Enter", false, false, false), None);
        assert_eq!(
            action_for("Enter", true, false, true),
            None,
            "an input method is composing text"
        );
        assert_eq!(action_for("a", true, false, false), None);
    }
}
