//! Pages that the first screen does not need: each is a piece of WebAssembly of its own, fetched when it is opened.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::{
    deals::{DealFormPage, DealShowPage, DealsPage, PipelinePage},
    design::DesignPage,
    import::{ImportPage, PastImportsPage},
    settings::{AddOnsPage, AuditLogPage, FieldsPage, ProfilePage, SpaceRulesPage, TrashPage, UsersPage},
    sign_in::{JoinPage, SetupPage, SignInPage},
    space::SpaceShowPage,
    space_form::SpaceFormPage,
    statistics::{ActivitiesPage, OwnSignInsPage},
};
use crate::ui::browser::mark_ready;

macro_rules! lazy {
    ($($route:ident => $page:ident),* $(,)?) => {$(
        #[doc = concat!("[`", stringify!($page), "`], once its piece is there.")]
        pub struct $route;

        #[lazy_route]
        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            fn view(_this: Self) -> AnyView {
                mark_ready();
                $page().into_any()
            }
        }
    )*};
}

lazy! {
    SignInRoute => SignInPage,
    SetupRoute => SetupPage,
    JoinRoute => JoinPage,
    SpaceFormRoute => SpaceFormPage,
    SpaceShowRoute => SpaceShowPage,
    ImportRoute => ImportPage,
    PastImportsRoute => PastImportsPage,
    UsersRoute => UsersPage,
    ProfileRoute => ProfilePage,
    TrashRoute => TrashPage,
    FieldsRoute => FieldsPage,
    AddOnsRoute => AddOnsPage,
    AuditLogRoute => AuditLogPage,
    SpaceRulesRoute => SpaceRulesPage,
    DesignRoute => DesignPage,
    DealsRoute => DealsPage,
    DealFormRoute => DealFormPage,
    DealShowRoute => DealShowPage,
    PipelineRoute => PipelinePage,
    ActivitiesRoute => ActivitiesPage,
    OwnSignInsRoute => OwnSignInsPage,
}
