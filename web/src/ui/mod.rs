//! Parts that know nothing of the workspace: they are given values and say what was pressed.

mod basis_chip;
mod button;
mod category;
mod dialog;
mod element_list;
mod element_row;
mod field;
mod finding_list;
mod icon;
mod mode_mark;
mod prose;
mod remark;
mod select_field;
mod sureness_mark;
mod text_field;
mod trace_list;
mod trace_rows;
mod verdict_card;
mod verdict_mark;

pub use basis_chip::{BasisChip, document_title};
pub use button::{Button, ButtonKind};
pub use category::Category;
pub use dialog::Dialog;
pub use element_list::ElementList;
pub use finding_list::FindingList;
pub use icon::{Icon, Symbol};
pub use mode_mark::{ModeMark, state_name};
pub use prose::Prose;
pub use remark::{Remark, RemarkList, Tone};
pub use select_field::{Choice, SelectField};
pub use sureness_mark::SurenessMark;
pub use text_field::TextField;
pub use trace_list::TraceList;
pub use trace_rows::{Rail, align};
pub use verdict_card::VerdictCard;
pub use verdict_mark::{Look, VerdictMark};
