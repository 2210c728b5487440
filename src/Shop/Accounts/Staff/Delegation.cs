using Shop.Kernel;

namespace Shop.Accounts.Staff;

/// <summary>What those who look after colleagues may not do: raise themselves, give what they do not have, or touch an administrator without being one.</summary>
public static class Delegation
{
    /// <exception cref="RuleBroken">It is about themselves.</exception>
    public static void OfAnother(SignedIn by, Guid userId)
    {
        if (by.UserId == userId) throw new RuleBroken("Nobody changes their own roles or blocks themselves. Ask a colleague who may.");
    }

    /// <param name="role">The role that is given, taken or shaped, or that the colleague has.</param>
    /// <exception cref="RuleBroken">It allows more than they may do themselves.</exception>
    public static void Within(SignedIn by, string role, IEnumerable<Right> rights)
    {
        if (by.Roles.Contains(Roles.Administrator)) return;
        if (role == Roles.Administrator) throw new RuleBroken("Only an administrator makes or changes administrators.");
        if (rights.Except(by.Rights).ToList() is { Count: > 0 } beyond) throw new RuleBroken($"You can give and take only what you may do yourself. {role} may also: {string.Join("; ", beyond.Take(3).Select(Rights.Words))}.");
    }
}
