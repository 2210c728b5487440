using Shop.Accounts;

namespace Shop.Demo;

/// <summary>Somebody of the demo who can sign in; the password is no secret.</summary>
public sealed record DemoSignIn(string Label, string Name, string Email, string Password, string? Role = null)
{
    /// <summary>“A customer”.</summary>
    public string Title => char.ToUpperInvariant(Label[0]) + Label[1..];
}

/// <summary>The people of the demo whom a developer can be: two customers, and one of each role. They exist in the demo shop only, and that is filled in Development only.</summary>
public static class DemoSignIns
{
    public static DemoSignIn Customer { get; } = new("a customer", "Clara Nygård", "customer@fjordandclay.example", "slow-morning-tea-2026");
    public static DemoSignIn GoldCustomer { get; } = new("a Gold customer", "Gustav Lindqvist", "gold@fjordandclay.example", "brass-lamp-after-rain-2026");
    public static DemoSignIn Staff { get; } = new("staff", "Sunniva Berge", "staff@fjordandclay.example", "paper-string-packing-table-2026", Roles.Staff);
    public static DemoSignIn Manager { get; } = new("a manager", "Marit Holm", "manager@fjordandclay.example", "glaze-test-tiles-in-rows-2026", Roles.Manager);
    public static DemoSignIn Packer { get; } = new("a packer", "Peder Vik", "packer@fjordandclay.example", "straw-and-paper-boxes-2026", Roles.Packer);
    public static DemoSignIn Support { get; } = new("support", "Solveig Lund", "support@fjordandclay.example", "kind-words-before-noon-2026", Roles.Support);
    public static DemoSignIn Bookkeeper { get; } = new("the bookkeeper", "Bo Ekström", "books@fjordandclay.example", "two-columns-one-sum-2026", Roles.Bookkeeper);
    public static DemoSignIn Administrator { get; } = new("the administrator", "Aksel Dahl", "admin@fjordandclay.example", "kiln-door-stays-shut-2026", Roles.Administrator);

    public static IReadOnlyList<DemoSignIn> All { get; } = [Customer, GoldCustomer, Staff, Manager, Packer, Support, Bookkeeper, Administrator];

    /// <summary>Those who are told at the start and on the sign-in page; the others are in the list of staff.</summary>
    public static IReadOnlyList<DemoSignIn> Shown { get; } = [Customer, GoldCustomer, Manager, Packer, Staff, Administrator];
}
