use nsp_core as _;
