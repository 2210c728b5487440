namespace Shop.Accounts;

/// <summary>How guessing is slowed down without locking anybody out: each account by itself, each address, and the whole shop while it is under attack. A device on which the person has signed in before is counted alone, so strangers' guesses do not hinder it.</summary>
public sealed record SignInLimits
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>So many wrong guesses at an account are free; each further one doubles the wait, from one minute to at most fifteen.</summary>
    public int FreeGuesses { get; init; } = 5;

    /// <summary>So many wrong guesses may come from one address in fifteen minutes. Zero lifts the limit.</summary>
    public int PerAddress { get; init; } = 50;

    /// <summary>From so many wrong guesses in fifteen minutes on, if they are more than the right ones, the shop is under attack and unknown devices wait. Zero lifts the limit.</summary>
    public int WholeShop { get; init; } = 40;

    /// <summary>When the next guess at an account may come; null means now. At most fifteen minutes after the last one.</summary>
    public DateTime? NextGuess(IReadOnlyList<DateTime> wrong)
    {
        if (wrong.Count < FreeGuesses) return null;
        var minutes = Math.Min(Window.TotalMinutes, Math.Pow(2, Math.Min(10, wrong.Count - FreeGuesses)));
        return wrong.Max() + TimeSpan.FromMinutes(minutes);
    }

    public bool AddressIsGuessing(int wrong) => PerAddress > 0 && wrong >= PerAddress;

    public bool ShopIsUnderAttack(int wrong, int right) => WholeShop > 0 && wrong >= WholeShop && wrong > right;
}
