using Shop.Web.Commands;

namespace Shop.Tests.Commands;

/// <summary>The words on the command line.</summary>
public sealed class CommandLineTests
{
    [Fact]
    public void Without_words_the_shop_is_served()
    {
        var line = CommandLine.Read(["--urls", "http://127.0.0.1:1", "--Data:Database=postgres", "--quiet"]);
        Assert.Equal((null, null), (line.Command, line.Answered));
        Assert.Equal(["--urls=http://127.0.0.1:1", "--Data:Database=postgres", "--quiet"], line.ForHost);
    }

    [Theory]
    [InlineData]
    [InlineData("seed")]
    public void The_data_folder_is_an_option_of_everything(params string[] words)
    {
        var line = CommandLine.Read([.. words, "--data", "some/where"]);
        Assert.Equal(Path.GetFullPath("some/where"), line.Settings["Data:Directory"]);
        Assert.Empty(line.ForHost);
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    public void Help_is_an_answer(string word) => Assert.Equal(0, CommandLine.Read([word]).Answered);

    [Theory]
    [InlineData("sell")]
    [InlineData("import")]
    [InlineData("import", "orders")]
    [InlineData("import", "orders", "a.csv", "b.csv")]
    [InlineData("import", "orders", "a.csv", "--currency")]
    [InlineData("seed", "everything")]
    [InlineData("seed", "--everything")]
    [InlineData("seed", "--data")]
    [InlineData("bench")]
    [InlineData("bench", "tiers", "--products", "5")]
    [InlineData("--data")]
    public void A_mistake_is_an_answer_of_its_own(params string[] words) => Assert.Equal(2, CommandLine.Read(words).Answered);

    [Fact]
    public void Paths_start_at_the_shell_when_the_process_was_put_into_the_project_folder()
    {
        var project = Path.Combine(Architecture.SourceTree.Root, "src/Shop.Web");
        Assert.Equal(Path.GetTempPath(), CommandLine.FolderOfTheShell(project, Path.GetTempPath()));
        Assert.Equal(project, CommandLine.FolderOfTheShell(project, null));
        Assert.Equal(project, CommandLine.FolderOfTheShell(project, "/there/is/no/such/folder"));
        Assert.Equal(Path.GetTempPath(), CommandLine.FolderOfTheShell(Path.GetTempPath(), project));
    }
}
