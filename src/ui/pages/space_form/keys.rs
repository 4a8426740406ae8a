//! The form's keys: Ctrl+Enter from any field, with Shift for another space. Plain Enter is the browser's own.

/// What to do once the space is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Open the space.
    Open,
    /// Stay, for another one.
    Another,
}

/// What a key asks for, if anything. On a Mac the command key stands for Ctrl.
pub fn asked(key: &str, ctrl_or_command: bool, shift: bool, composing: bool) -> Option<After> {
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
    fn enter_with_ctrl_saves_and_shift_goes_on() {
        assert_eq!(asked("Enter", true, false, false), Some(After::Open));
        assert_eq!(asked("Enter", true, true, false), Some(After::Another));
        assert_eq!(asked("Enter", false, false, false), None);
        assert_eq!(asked("Enter", true, false, true), None, "an input method is at work");
        assert_eq!(asked("a", true, false, false), None);
    }
}
