//! The checks before the form is sent.

use domain::{error::Reason, visibility::Visibility};

use super::*;
use crate::ui::components::Choice;

#[test]
fn a_new_group_is_checked_before_anything_is_sent() {
    let mut typed = Typed::new(Visibility::Public, Default::default());
    typed.name = "Offer".into();
    assert_eq!(check(&typed), Ok(()));
    typed.groups.push(Choice {
        value: String::new(),
        label: "g".repeat(domain::limits::GROUP_NAME + 1),
    });
    let wrong = check(&typed).unwrap_err();
    assert_eq!(wrong.len(), 1);
    assert_eq!(wrong[0].field, Field::Groups);
}

#[test]
fn a_wrong_name_of_a_new_group_is_an_error_of_the_groups() {
    let failure = AppError::field(Field::Name, Reason::Taken);
    assert_eq!(in_groups(failure), AppError::field(Field::Groups, Reason::Taken));
    assert_eq!(in_groups(AppError::Offline), AppError::Offline);
}
