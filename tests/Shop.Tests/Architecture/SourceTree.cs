namespace Shop.Tests.Architecture;

/// <summary>The repository's source files.</summary>
internal static class SourceTree
{
    public static string Root => Repository.Root;

    /// <summary>Files below a folder of the repository, generated ones left out; paths are relative to the root, with forward slashes.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] patterns) =>
        patterns.SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "wwwroot"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(Path.Combine(Root, path))));
}
