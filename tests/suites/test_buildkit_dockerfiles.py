"""BuildKit's Dockerfile tests, in a sample of their form."""

from __future__ import annotations

from tests.suites.buildkit_dockerfiles import FOLDER, SUITE
from tests.suites.sampling import found
from tests.suites.suite import ACCEPTED, REFUSED

TESTS = r"""
func testBuilds(t *testing.T, sb integration.Sandbox) {
	f := getFrontend(t, sb)
	registry, err := sb.NewRegistry()
	dockerfile := []byte(integration.UnixOrWindows("FROM scratch\nONBUILD CMD x\n", "FROM nano\n"))
	dir := integration.Tmpdir(t, fstest.CreateFile("Dockerfile", dockerfile, 0600))
	target := registry + "/base:1"
	_, err = f.Solve(sb.Context(), c, client.SolveOpt{
		Exports: []client.ExportEntry{{Attrs: map[string]string{"name": target}}},
		LocalMounts: map[string]fsutil.FS{dockerui.DefaultLocalNameDockerfile: dir},
	}, nil)
	require.NoError(t, err)

	dockerfile = fmt.Appendf(nil, "ARG A\nFROM %s\nENV E=1\nENTRYPOINT [\"$A\"]\n", target)
	dir = integration.Tmpdir(t, fstest.CreateFile("Dockerfile", dockerfile, 0600))
	_, err = f.Solve(sb.Context(), c, client.SolveOpt{
		FrontendAttrs: map[string]string{"build-arg:A": "b", "platform": "linux/amd64"},
		LocalMounts: map[string]fsutil.FS{dockerui.DefaultLocalNameDockerfile: dir},
	}, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"$A"}, img.Config.Entrypoint)
	require.Equal(t, []string{"/bin/sh", "-c", "x"}, img.Config.Cmd)

	dir = integration.Tmpdir(t, fstest.CreateFile("Dockerfile", []byte("FROM a\nFOO\n"), 0600))
	_, err = f.Solve(sb.Context(), c, client.SolveOpt{
		LocalMounts: map[string]fsutil.FS{dockerui.DefaultLocalNameDockerfile: dir},
	}, nil)
	require.ErrorContains(t, err, "unknown instruction")

	dir = integration.Tmpdir(t, fstest.CreateFile("Dockerfile", []byte("FROM a\nRUN b\n"), 0600))
	_, err = f.Solve(sb.Context(), c, client.SolveOpt{
		LocalMounts: map[string]fsutil.FS{dockerui.DefaultLocalNameDockerfile: dir},
	}, nil)
	require.ErrorContains(t, err, "did not complete successfully")

	dir = integration.Tmpdir(t, fstest.CreateFile("Dockerfile", made(), 0600))
	_, err = f.Solve(sb.Context(), c, client.SolveOpt{
		LocalMounts: map[string]fsutil.FS{dockerui.DefaultLocalNameDockerfile: dir},
	}, nil)
	require.NoError(t, err)
}
"""
CONVERT = r"""
func TestConvert(t *testing.T) {
	_, err := Dockerfile2LLB(ctx, []byte("FROM a AS b\n"), ConvertOpt{
		Config: dockerui.Config{Target: "c"},
	})
	require.Error(t, err)
}
"""


def test_builds_are_found_with_what_they_store() -> None:
    cases = found(
        SUITE,
        {
            f"{FOLDER}dockerfile_some_test.go": TESTS,
            f"{FOLDER}dockerfile2llb/convert_test.go": CONVERT,
            f"{FOLDER}other_test.go": TESTS,
        },
    )

    assert cases == {
        "TestConvert": REFUSED,
        "testBuilds": ACCEPTED,
        "testBuilds #2": {"entrypoint": ["$A"], "cmd": ["/bin/sh", "-c", "x"]},
        "testBuilds #3": REFUSED,
        "testBuilds #4": "the build fails for a file, a command or a registry",
        "testBuilds #5": "its Dockerfile or what it is built with is computed",
    }
