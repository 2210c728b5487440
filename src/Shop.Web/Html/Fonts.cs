namespace Shop.Web.Html;

/// <summary>The shop's own fonts as they lie in the built front end; their names change when their content does, so browsers may keep them.</summary>
public sealed class Fonts(IWebHostEnvironment environment)
{
    public const string Folder = "/dist/fonts";

    public IReadOnlyList<string> Urls { get; } =
        [.. environment.WebRootFileProvider.GetDirectoryContents(Folder).Where(f => f.Name.EndsWith(".woff2", StringComparison.Ordinal)).Select(f => $"{Folder}/{f.Name}").Order(StringComparer.Ordinal)];
}
