using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>What each role may do, and who asks to do more. Roles that most shops need come with it; “Staff” keeps what it could do before.</summary>
[DbContext(typeof(ShopDb)), Migration("0035_Rights")]
public sealed class M0035Rights : Migration
{
    private static readonly (string Id, string Name, string Rights)[] Roles =
    [
        ("0193A000-0000-7000-8000-000000000001", "Staff", "Orders: See Change Approve; Returns: See Change Approve; Catalogue: See Change; Promotions: See Change; Customers: See Change; Club: See Change Approve; Reviews: See Change; Messages: See Change; Figures: See"),
        ("0193A000-0000-7000-8000-000000000003", "Manager", "Orders: See Change Approve Export; Returns: See Change Approve Export; Catalogue: See Change Export; Promotions: See Change Export; Customers: See Change Export; Club: See Change Approve Export; Reviews: See Change; Messages: See Change; Figures: See Export; Staff: See; Settings: See; Jobs: See Change; Audit: See"),
        ("0193A000-0000-7000-8000-000000000004", "Packer", "Orders: See Change; Returns: See; Catalogue: See"),
        ("0193A000-0000-7000-8000-000000000005", "Support", "Orders: See; Returns: See Change; Catalogue: See; Promotions: See; Customers: See Change; Club: See Change; Reviews: See Change; Messages: See Change"),
        ("0193A000-0000-7000-8000-000000000006", "Bookkeeper", "Orders: See Export; Returns: See Export; Promotions: See; Club: See Export; Figures: See Export"),
    ];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("accounts_role_rights", t => new
        {
            RoleId = t.Column<Guid>(),
            Area = t.Column<string>(maxLength: 20),
            Act = t.Column<string>(maxLength: 20),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_role_rights", x => new { x.RoleId, x.Area, x.Act });
            t.ForeignKey("FK_accounts_role_rights_accounts_roles_RoleId", x => x.RoleId, "accounts_roles", "Id", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("accounts_access_requests", t => new
        {
            Id = t.Column<Guid>(),
            UserId = t.Column<Guid>(),
            Area = t.Column<string>(maxLength: 20),
            Act = t.Column<string>(maxLength: 20),
            Path = t.Column<string>(maxLength: 200),
            Why = t.Column<string>(maxLength: 300, nullable: true),
            AskedAt = t.Column<DateTime>(),
            AnsweredAt = t.Column<DateTime>(nullable: true),
            AnsweredBy = t.Column<string>(maxLength: 120, nullable: true),
            Granted = t.Column<bool>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_accounts_access_requests", x => x.Id);
            t.ForeignKey("FK_accounts_access_requests_accounts_users_UserId", x => x.UserId, "accounts_users", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_accounts_access_requests_UserId_Area_Act", "accounts_access_requests", ["UserId", "Area", "Act"], unique: true, filter: "\"AnsweredAt\" IS NULL");
        migrationBuilder.CreateIndex("IX_accounts_access_requests_AnsweredAt", "accounts_access_requests", "AnsweredAt");

        var uuid = migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite" ? "" : "uuid ";
        foreach (var (id, name, rights) in Roles)
        {
            // A shop may have made a role of this name by itself: then it is that one.
            migrationBuilder.Sql($"""
                insert into accounts_roles ("Id", "Name", "NormalizedName") select {uuid}'{id}', '{name}', '{name.ToUpperInvariant()}'
                where not exists (select 1 from accounts_roles where "NormalizedName" = '{name.ToUpperInvariant()}')
                """);
            foreach (var (area, act) in Read(rights))
                migrationBuilder.Sql($"""insert into accounts_role_rights ("RoleId", "Area", "Act") select "Id", '{area}', '{act}' from accounts_roles where "NormalizedName" = '{name.ToUpperInvariant()}'""");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("accounts_access_requests");
        migrationBuilder.DropTable("accounts_role_rights");
    }

    private static IEnumerable<(string Area, string Act)> Read(string rights) =>
        from area in rights.Split("; ") let parts = area.Split(": ") from act in parts[1].Split(' ') select (parts[0], act);
}
