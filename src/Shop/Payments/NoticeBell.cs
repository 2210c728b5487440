using Shop.Data;

namespace Shop.Payments;

/// <summary>Wakes the reader of notices when one has come in.</summary>
public sealed class NoticeBell : Bell;
