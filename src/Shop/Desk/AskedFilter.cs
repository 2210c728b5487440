namespace Shop.Desk;

/// <summary>What kind of thing a list can be narrowed by; it decides which operators make sense.</summary>
public enum FilterKind { Text, Number, Money, Date, Choice, YesNo }

/// <summary>How a filter compares.</summary>
public enum FilterOperator { Is, Not, Contains, More, Less, Between, Before, After, Last }

/// <summary>One filter as it stands in an address and as it was typed: it may be wrong, and is kept nevertheless.</summary>
public sealed record AskedFilter(string Key, string Operator, string Value)
{
    /// <summary>Between the two ends of a “between”.</summary>
    public const string To = "..";
    private const char Mark = '~';

    /// <summary>“total~more~100”.</summary>
    public override string ToString() => $"{Key}{Mark}{Operator}{Mark}{Value}";

    public static AskedFilter? Read(string? text) =>
        text?.Split(Mark, 3) is [{ Length: > 0 } key, { Length: > 0 } compare, var value] ? new AskedFilter(key, compare, value) : null;
}
