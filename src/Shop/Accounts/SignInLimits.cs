namespace Shop.Accounts;

/// <summary>
/// How guessing is slowed down without locking anybody out. Somebody's own wrong guesses make them wait; those of others count only from the second address on,
/// so that one address can hinder nobody. A device known to the account is counted alone, and a mailed link makes a device known.
/// </summary>
public sealed record SignInLimits
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>So many wrong guesses at an account are free for each address or known device; each further one doubles the wait, from one minute to at most fifteen.</summary>
    public int FreeGuesses { get; init; } = 5;

    /// <summary>So many wrong guesses may come from one address in fifteen minutes. Zero lifts the limit.</summary>
    public int PerAddress { get; init; } = 10;

    /// <summary>From so many wrong guesses of others at an account on, in fifteen minutes, unknown devices need a mailed link. Zero lifts the limit.</summary>
    public int PerAccount { get; init; } = 10;

    /// <summary>From so many wrong guesses of others in fifteen minutes on, if there are more than people who got in, unknown devices need a mailed link. Zero lifts the limit.</summary>
    public int WholeShop { get; init; } = 30;

    /// <summary>When the next guess at an account may come; null means now. At most fifteen minutes after the last one.</summary>
    public DateTime? NextGuess(IReadOnlyList<DateTime> wrong)
    {
        if (wrong.Count < FreeGuesses) return null;
        var minutes = Math.Min(Window.TotalMinutes, Math.Pow(2, Math.Min(10, wrong.Count - FreeGuesses)));
        return wrong.Max() + TimeSpan.FromMinutes(minutes);
    }

    public bool AddressIsGuessing(int wrong) => PerAddress > 0 && wrong >= PerAddress;

    /// <param name="wrong">How many wrong guesses at the account came from each other address.</param>
    public bool AccountIsUnderAttack(IReadOnlyCollection<int> wrong) => PerAccount > 0 && OfOthers(wrong) >= PerAccount;

    /// <param name="wrong">How many wrong guesses came from each other address.</param>
    /// <param name="right">How many people got in.</param>
    public bool ShopIsUnderAttack(IReadOnlyCollection<int> wrong, int right) => WholeShop > 0 && OfOthers(wrong) is var sum && sum >= WholeShop && sum > right;

    // Without the one that guessed most: whatever a single address does, others do not feel it.
    private static int OfOthers(IReadOnlyCollection<int> wrong) => wrong.Count == 0 ? 0 : wrong.Sum() - wrong.Max();
}
