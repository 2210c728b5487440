namespace Shop.Web.Doors;

/// <summary>The names of the doors that need a key: each is an MVC area and an authorization policy.</summary>
public static class Door
{
    public const string Members = "Members";
    public const string BackOffice = "BackOffice";

    internal static readonly string[] Guarded = [Members, BackOffice];
}
