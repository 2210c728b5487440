using System.Text.RegularExpressions;
using Shop.Kernel;

namespace Shop.Tests.Architecture;

/// <summary>Who may know whom. An arrow added here is a decision: the README's list of decisions tells why.</summary>
public sealed partial class ModuleMapTests
{
    // Whom a module may know; what those know, it may know too.
    private static readonly Dictionary<string, string[]> Map = new()
    {
        ["Kernel"] = [],
        ["Data"] = ["Kernel"],
        ["Accounts"] = ["Mail"],
        ["Mail"] = ["Data"],
        ["Customers"] = ["Accounts"],
        ["Catalog"] = ["Data"],
        ["Desk"] = ["Data"],
        ["Search"] = ["Catalog"],
        ["Promotions"] = ["Catalog", "Customers"],
        ["Ordering"] = ["Catalog", "Customers", "Promotions"],
        ["Payments"] = ["Ordering"],
        ["Loyalty"] = ["Ordering", "Customers", "Promotions"],
        ["Recommendations"] = ["Ordering", "Loyalty"],
        ["Wishes"] = ["Ordering"],
        ["Crm"] = ["Accounts", "Mail", "Customers", "Catalog", "Search", "Promotions", "Ordering", "Wishes", "Payments", "Loyalty", "Recommendations"],
        ["Campaigns"] = ["Crm", "Mail"],
        ["Insights"] = ["Crm", "Campaigns"],
        ["Club"] = ["Crm", "Loyalty"],
        // Tools that look over the whole shop; nobody knows them.
        ["Demo"] = ["Insights", "Club"],
        ["Imports"] = ["Insights", "Club"],
        ["Auditing"] = ["Insights", "Club"],
    };

    private static readonly HashSet<string> Types = [.. typeof(Entity).Assembly.GetTypes().Select(t => t.FullName!.Split('`')[0])];

    [Fact]
    public void Modules_know_only_whom_the_map_allows() =>
        Assert.Empty(SourceTree.Files("src/Shop", "*.cs")
            .Where(f => f.Path.Split('/').Length > 3)
            .SelectMany(f => Trespasses(f.Path.Split('/')[2], f.Text).Select(known => $"{f.Path} knows {known}")));

    [Fact]
    public void Every_folder_is_on_the_map() =>
        Assert.Empty(Directory.GetDirectories(Path.Combine(SourceTree.Root, "src/Shop")).Select(d => Path.GetFileName(d)).Where(n => n is not ("bin" or "obj")).Except(Map.Keys));

    [Fact]
    public void No_code_lies_outside_a_module() =>
        Assert.DoesNotContain(SourceTree.Files("src/Shop", "*.cs"), f => f.Path.Split('/').Length <= 3);

    [Fact]
    public void A_file_lies_in_the_module_its_namespace_names() =>
        Assert.All(SourceTree.Files("src/Shop", "*.cs"), f => Assert.Equal(f.Path.Split('/')[2], NamespaceName().Match(f.Text).Groups[1].Value));

    [Fact]
    public void No_module_is_above_itself() => Assert.All(Map.Keys, m => Assert.DoesNotContain(m, Known(m)));

    [Theory]
    [InlineData("Ordering", "using Shop.Loyalty; using Shop.Kernel;", "Loyalty")]
    [InlineData("Kernel", "var db = new Data.ShopDb(options);", "Data")]
    [InlineData("Catalog", "using Shop.Auditing;", "Auditing")]
    [InlineData("Data", "Shop.Kernel.Money a; Other.Data.Thing b;", null)]
    public void The_map_notices_a_trespass(string module, string source, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], Trespasses(module, source));

    [GeneratedRegex(@"\bShop\.([A-Z]\w+)")]
    private static partial Regex FullName();

    [GeneratedRegex(@"(?<![\w.])([A-Z]\w+)\.([A-Z]\w+)")]
    private static partial Regex ShortName();

    [GeneratedRegex(@"^namespace Shop\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceName();

    // “Data.ShopDb” inside another module is a trespass as much as “using Shop.Data”; a property that is called like a module is not.
    private static IEnumerable<string> Trespasses(string module, string source) =>
        FullName().Matches(source).Select(m => m.Groups[1].Value)
            .Concat(ShortName().Matches(source).Where(m => Types.Contains($"Shop.{m.Groups[1]}.{m.Groups[2]}")).Select(m => m.Groups[1].Value))
            .Distinct().Where(known => known != module && Map.ContainsKey(known) && !Known(module).Contains(known));

    private static HashSet<string> Known(string module) => Map.TryGetValue(module, out var direct) ? [.. direct, .. direct.SelectMany(Known)] : [];
}
