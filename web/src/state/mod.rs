//! What the page holds, and how it changes.

mod carry;
mod draft;
mod estate;
mod history;
mod hooks;
mod notice;
mod opening;
mod reading;
mod session;
mod shared;
mod workspace;

pub use draft::{Draft, Field};
pub use estate::{Answered, Estate, FieldError, short_name};
pub use history::{History, Step};
pub use hooks::{WorkspaceProvider, use_dispatch, use_draft, use_workspace};
pub use notice::{Notice, Offer, Tone};
pub use opening::{Document, Placement, Refused, SourceFile};
pub use reading::read_files;
pub use session::{Fired, Session};
pub use shared::Shared;
pub use workspace::{Action, Workspace};
