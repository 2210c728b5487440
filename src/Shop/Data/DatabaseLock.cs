using Microsoft.Extensions.Options;
using Shop.Kernel;

namespace Shop.Data;

/// <summary>At most one process writes to an embedded database. The operating system gives the lock back when the process dies, however it dies.</summary>
public sealed class DatabaseLock(IOptions<DataOptions> options) : IDisposable
{
    private FileStream? _held;

    /// <exception cref="RuleBroken">Another process holds the database.</exception>
    public void Take()
    {
        if (_held is not null || options.Value.UsesPostgres) return; // a server keeps its own house
        var file = options.Value.SqliteFile;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        try
        {
            _held = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new RuleBroken($"The database {file} is in use by another process. Stop that one first, or choose another folder with --data.");
        }
    }

    public void Dispose() => _held?.Dispose();
}
