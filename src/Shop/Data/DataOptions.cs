using System.ComponentModel.DataAnnotations;

namespace Shop.Data;

/// <summary>Where the shop keeps its data: configuration section “Data”.</summary>
public sealed class DataOptions
{
    /// <summary>The folder of the embedded database, search index, keys and mail folder; relative to where the process starts.</summary>
    [Required] public string Directory { get; set; } = "data";

    /// <summary>“sqlite” (embedded, the default) or “postgres”.</summary>
    [RegularExpression("(?i)sqlite|postgres", ErrorMessage = "Data:Database is sqlite or postgres.")]
    public string Database { get; set; } = "sqlite";

    /// <summary>For postgres: its connection string. For sqlite: normally empty, which means shop.db in <see cref="Directory"/>.</summary>
    public string? ConnectionString { get; set; }

    public bool UsesPostgres => Database.Equals("postgres", StringComparison.OrdinalIgnoreCase);

    public string PathOf(string name) => Path.GetFullPath(Path.Combine(Directory, name));

    internal string SqliteFile => new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(SqliteConnection).DataSource;

    internal string SqliteConnection => string.IsNullOrWhiteSpace(ConnectionString)
        ? new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = PathOf("shop.db") }.ToString()
        : ConnectionString;
}
