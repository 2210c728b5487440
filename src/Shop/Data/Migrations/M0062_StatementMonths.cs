using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>What each account's entries moved in each month, added up by the database as they are written: a long statement opens anywhere as quickly as a short one.</summary>
[DbContext(typeof(ShopDb)), Migration("0062_StatementMonths")]
public sealed class M0062StatementMonths : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("loyalty_statement_months", t => new
        {
            AccountId = t.Column<Guid>(),
            Month = t.Column<int>(),
            Kind = t.Column<string>(maxLength: 12),
            Moved = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_loyalty_statement_months", x => new { x.AccountId, x.Month, x.Kind }));
        var sqlite = migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite";
        string MonthOf(string row) => sqlite
            ? $"""cast(substr({row}"At", 1, 4) || substr({row}"At", 6, 2) as integer)"""
            : $"""cast(to_char({row}"At" at time zone 'UTC', 'YYYYMM') as integer)""";
        if (!sqlite) migrationBuilder.Sql("lock table loyalty_transactions in share row exclusive mode;"); // nobody writes between the sums and the trigger
        migrationBuilder.Sql($"""
            insert into loyalty_statement_months ("AccountId", "Month", "Kind", "Moved")
            select "AccountId", {MonthOf("")}, "Kind", sum("Moved") from loyalty_transactions where "Moved" <> 0 group by 1, 2, 3;
            """);
        var add = $"""
            insert into loyalty_statement_months ("AccountId", "Month", "Kind", "Moved") values (new."AccountId", {MonthOf("new.")}, new."Kind", new."Moved")
            on conflict ("AccountId", "Month", "Kind") do update set "Moved" = loyalty_statement_months."Moved" + excluded."Moved";
            """;
        if (sqlite) migrationBuilder.Sql($"""create trigger loyalty_transactions_add_up after insert on loyalty_transactions when new."Moved" <> 0 begin {add} end;""");
        else
        {
            migrationBuilder.Sql($"create function loyalty_transactions_add_up() returns trigger language plpgsql as $$ begin {add} return null; end $$;");
            migrationBuilder.Sql("""create trigger loyalty_transactions_add_up after insert on loyalty_transactions for each row when (new."Moved" <> 0) execute function loyalty_transactions_add_up();""");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite") migrationBuilder.Sql("drop trigger loyalty_transactions_add_up;");
        else
        {
            migrationBuilder.Sql("drop trigger loyalty_transactions_add_up on loyalty_transactions;");
            migrationBuilder.Sql("drop function loyalty_transactions_add_up();");
        }
        migrationBuilder.DropTable("loyalty_statement_months");
    }
}
