"""Courses in the shared vault: read them, make them, change drafts, and give them to groups."""

from __future__ import annotations

from desktop.services.course_edits import (
    CourseEdit,
    CourseSettled,
    NotTheirCoordinator,
    SharedDamaged,
    arrange,
    edit_course,
    edit_plan,
    record_review,
    set_state,
)
from desktop.services.course_folders import export_course, read_course
from desktop.services.course_groups import GroupOfCourse, groups_of, move_group
from desktop.services.course_identity import plan_ordinal
from desktop.services.course_making import (
    AlreadyHere,
    NewCourse,
    add_shipped,
    import_course,
    new_course,
    new_version,
)
from desktop.services.course_views import (
    CourseDetail,
    CourseLine,
    CourseLocked,
    PlanLine,
    get_course,
    get_file,
    get_plan,
    list_courses,
    material_titles,
    titles,
)

__all__ = [
    "AlreadyHere",
    "CourseDetail",
    "CourseEdit",
    "CourseLine",
    "CourseLocked",
    "CourseSettled",
    "GroupOfCourse",
    "NewCourse",
    "NotTheirCoordinator",
    "PlanLine",
    "SharedDamaged",
    "add_shipped",
    "arrange",
    "edit_course",
    "edit_plan",
    "export_course",
    "get_course",
    "get_file",
    "get_plan",
    "groups_of",
    "import_course",
    "list_courses",
    "material_titles",
    "move_group",
    "new_course",
    "new_version",
    "plan_ordinal",
    "read_course",
    "record_review",
    "set_state",
    "titles",
]
