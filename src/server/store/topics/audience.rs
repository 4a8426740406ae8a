//! Who may open a space, as SQL about any person and not only the viewer.

/// The condition that the person `u` may open the space `s`, apart from whether they are deactivated. It is the rule of
/// `domain::access`.
pub const OPENED_BY_U: &str = "(u.role = 'administrator' OR s.owner_id = u.id OR (s.state IN ('active', 'archived') \
     AND (s.visibility = 'public' OR EXISTS (SELECT 1 FROM space_members m WHERE m.space_id = s.id AND m.user_id = u.id))))";
