"""The addresses of 关系探索: questions of a walk, saved views, files of what is shown."""
