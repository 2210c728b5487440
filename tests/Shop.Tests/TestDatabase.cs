using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shop.Data;

namespace Shop.Tests;

/// <summary>A database of a test class's own: SQLite in a temporary folder, or PostgreSQL on the server that SHOP_TEST_POSTGRES names. It starts as a copy of one migrated template, because copying is quicker than migrating.</summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<TestDatabase> Template = new(MakeTemplate);

    public static string? PostgresServer { get; } = Environment.GetEnvironmentVariable("SHOP_TEST_POSTGRES") is { Length: > 0 } server ? server : null;

    private readonly string _name = $"shop_{Guid.NewGuid():N}";
    private readonly bool _postgres;

    private TestDatabase(bool postgres)
    {
        _postgres = postgres;
        Folder = Path.Combine(Path.GetTempPath(), _name);
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The Data:Directory that belongs to it.</summary>
    public string Folder { get; }

    public static bool UsesPostgres => PostgresServer is not null;

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Data:Directory"] = Folder,
        ["Data:Database"] = _postgres ? "postgres" : "sqlite",
        ["Data:ConnectionString"] = _postgres ? PostgresConnection : null,
    };

    private string PostgresConnection => new NpgsqlConnectionStringBuilder(PostgresServer) { Database = _name, MaxPoolSize = 60 }.ToString();

    /// <summary>Where the embedded database lies, if it is one.</summary>
    public string SqliteFile => Path.Combine(Folder, "shop.db");

    /// <summary>No tables at all: what a first start finds.</summary>
    public static TestDatabase Empty(bool embedded = false)
    {
        var database = new TestDatabase(UsesPostgres && !embedded);
        if (database._postgres) OnServer($"create database \"{database._name}\"");
        return database;
    }

    /// <summary>The schema of today, and nothing in it.</summary>
    public static TestDatabase Migrated()
    {
        var template = Template.Value;
        var database = new TestDatabase(UsesPostgres);
        if (UsesPostgres) lock (Template) OnServer($"create database \"{database._name}\" template \"{template._name}\"{Copying.Value}");
        else File.Copy(template.SqliteFile, database.SqliteFile);
        return database;
    }

    /// <summary>A container with nothing in it but the database, and what a test adds; what it adds comes first, so that its clock counts.</summary>
    public ServiceProvider Services(Action<IServiceCollection>? add = null)
    {
        var services = new ServiceCollection();
        add?.Invoke(services);
        return services.AddLogging().AddShopDb(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build()).BuildServiceProvider(validateScopes: true);
    }

    public void Dispose()
    {
        if (_postgres)
        {
            using (var pool = new NpgsqlConnection(PostgresConnection)) NpgsqlConnection.ClearPool(pool);
            OnServer($"drop database if exists \"{_name}\" with (force)");
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private static TestDatabase MakeTemplate()
    {
        var template = Empty();
        using (var services = template.Services())
        using (var scope = services.CreateScope())
        {
            scope.ServiceProvider.GetRequiredService<SchemaUpdate>().Run(default).GetAwaiter().GetResult();
            var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
            if (db.Database.IsSqlite()) db.Database.ExecuteSqlRaw("PRAGMA wal_checkpoint(TRUNCATE);");
        }
        if (UsesPostgres)
            using (var pool = new NpgsqlConnection(template.PostgresConnection)) NpgsqlConnection.ClearPool(pool);
        else SqliteConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => template.Dispose();
        return template;
    }

    // Copied as files, an empty schema is there three times as soon; servers before 15 know no other way.
    private static readonly Lazy<string> Copying = new(() =>
    {
        using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgresServer) { Database = "postgres", Pooling = false }.ToString());
        server.Open();
        return server.PostgreSqlVersion.Major >= 15 ? " strategy file_copy" : "";
    });

    private static void OnServer(string sql)
    {
        using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgresServer) { Database = "postgres", Pooling = false }.ToString());
        server.Open();
        using var command = new NpgsqlCommand(sql, server);
        command.ExecuteNonQuery();
    }
}
