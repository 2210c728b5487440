namespace Shop.Imports;

/// <summary>A readable line of the file, small enough that millions of them fit into memory; texts are places in the survey's lists.</summary>
/// <param name="Product">-1 for postage.</param>
/// <param name="Customer">-1 for none.</param>
/// <param name="Price">Of one piece, in the currency's smallest unit.</param>
internal readonly record struct FileLine(int Row, int Invoice, int Product, int Quantity, long Price, DateTime At, int Customer, int Country);

/// <summary>A line that became nothing, and why.</summary>
internal readonly record struct UnusedLine(int Row, string Invoice, string Code, string Description, LineFate Fate);
