using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>A list as somebody wants to find it again, under a name. Only who made it changes it; whom it is shared with sees it.</summary>
public sealed class OfficeView : Entity
{
    public const int NameMaxLength = 60;
    public const int ListMaxLength = 40;
    public const int QueryMaxLength = 4000;
    public const int MostOfOne = 50;

    /// <summary>Shared with whoever may see the list.</summary>
    public const string Everybody = "*";

    private OfficeView() { }

    public string List { get; private init; } = "";
    public string Name { get; private set; } = "";
    public Guid OwnerId { get; private init; }
    public string OwnerName { get; private init; } = "";

    /// <summary>A role, or <see cref="Everybody"/>; null while it is one's own.</summary>
    public string? SharedWith { get; private set; }

    /// <summary>Filters, order and columns as an address writes them.</summary>
    public string Query { get; private set; } = "";
    public DateTime CreatedAt { get; private init; }

    /// <summary>How it is called in an address.</summary>
    public string Key => KeyOf(Id);

    public static string KeyOf(Guid id) => $"own-{id:N}";

    public static OfficeView Save(string list, string? name, Guid ownerId, string ownerName, ListState state, DateTime now)
    {
        var view = new OfficeView { List = list, OwnerId = ownerId, OwnerName = ownerName, CreatedAt = now };
        view.Rename(name);
        view.Keep(state);
        return view;
    }

    public void Rename(string? name) => Name = name?.Trim() switch
    {
        null or "" => throw new RuleBroken("Give the view a name."),
        { Length: > NameMaxLength } => throw new RuleBroken($"A view's name has at most {NameMaxLength} characters."),
        var typed => typed,
    };

    /// <summary>Keeps what the list shows now; where in it somebody is, and what they looked for, is no part of it.</summary>
    public void Keep(ListState state)
    {
        var query = (state with { View = null, Search = null, After = null, Before = null }).Query();
        if (query.Length > QueryMaxLength) throw new RuleBroken("That are too many filters to be kept.");
        Query = query;
    }

    public void ShareWith(string? role) => SharedWith = string.IsNullOrWhiteSpace(role) ? null : role;
}

/// <summary>Which columns somebody wants to see in a list when no view says otherwise.</summary>
public sealed class OfficeColumns
{
    public Guid UserId { get; init; }
    public string List { get; init; } = "";

    /// <summary>Keys with commas between, in order.</summary>
    public string Columns { get; set; } = "";
}

internal sealed class OfficeViewMapping : IEntityTypeConfiguration<OfficeView>
{
    public void Configure(EntityTypeBuilder<OfficeView> view)
    {
        view.ToTable("office_views");
        view.Property(v => v.List).HasMaxLength(OfficeView.ListMaxLength);
        view.Property(v => v.Name).HasMaxLength(OfficeView.NameMaxLength);
        view.Property(v => v.OwnerName).HasMaxLength(Actor.NameMaxLength);
        view.Property(v => v.SharedWith).HasMaxLength(60);
        view.Property(v => v.Query).HasMaxLength(OfficeView.QueryMaxLength);
        view.Ignore(v => v.Key);
        view.HasIndex(v => v.List);
    }
}

internal sealed class OfficeColumnsMapping : IEntityTypeConfiguration<OfficeColumns>
{
    public void Configure(EntityTypeBuilder<OfficeColumns> columns)
    {
        columns.ToTable("office_columns");
        columns.HasKey(c => new { c.UserId, c.List });
        columns.Property(c => c.List).HasMaxLength(OfficeView.ListMaxLength);
        columns.Property(c => c.Columns).HasMaxLength(1000);
    }
}
